// Puts a Content-Security-Policy into every page of dist/: what it may run, load and ask for, which is what the site itself has. The
// browser refuses everything else, whatever gets into a page. node site/tools/policy.mjs [FOLDER]
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { siteAddress } from "./share.mjs";

/** What all pages have in common: nothing but what is named, no other base for addresses, no forms that send. */
const common = { "default-src": ["'none'"], "base-uri": ["'none'"], "form-action": ["'none'"] };

const served = (site) => ({
  ...common,
  "script-src": [...site, "'wasm-unsafe-eval'"], "style-src": site, "img-src": [...site, "data:"], "font-src": site, "connect-src": site, "worker-src": site,
});

/** Elements that hold a script or a sheet, and what each holds. A script of a type that no browser runs is data. */
const inlines = (html) => [...html.matchAll(/<(script|style)\b([^>]*)>(.*?)<\/\1>/gs)]
  .map(([, kind, attributes, body]) => ({ kind, attributes, body }))
  .filter(({ attributes }) => !/\ssrc=/.test(attributes) && !/\stype="(?!module")/.test(attributes));

/** An element with an attribute that is a style, or a script for an event: no policy as strict as these allows it. */
const attributed = (html) => html.replace(/<(script|style)\b[^>]*>.*?<\/\1>/gs, "").match(/<[a-z][^>]*\s(?:style|on\w+)="[^"]*"[^>]*>/i)?.[0];

const hash = (body) => `'sha256-${createHash("sha256").update(body).digest("base64")}'`;

function insert(html, rules) {
  const element = attributed(html);
  if (element) throw new Error(`no element of a page may have a style or a script as an attribute: ${element}`);
  const content = Object.entries(rules).map((rule) => rule.flat().join(" ")).join("; ");
  return html.replace(/<meta charset[^>]*>/, (tag) => `${tag}\n  <meta http-equiv="Content-Security-Policy" content="${content}">`);
}

/**
 * A page of the site with its policy. Styles and scripts are files: one that is in the page stops the build. In a frame without an origin WebKit
 * takes 'self' for nothing, so the site's address is there too where it is known.
 */
export function withPolicy(html, address = siteAddress()) {
  const [inline] = inlines(html);
  if (inline) throw new Error(`styles and scripts of a page have to be files: <${inline.kind}${inline.attributes}> ${inline.body.trim().slice(0, 80)}`);
  const site = address ? ["'self'", new URL(address).origin] : ["'self'"];
  return insert(html, /<iframe\b/.test(html) ? { ...served(site), "frame-src": site } : served(site));
}

/** A page in one file with its policy: it runs what is in it, known by hashes, and asks for nothing. */
export function withHashes(html) {
  const hashes = (wanted) => inlines(html).filter(({ kind }) => kind === wanted).map(({ body }) => hash(body));
  return insert(html, {
    ...common,
    "script-src": [...hashes("script"), "'wasm-unsafe-eval'"], "style-src": hashes("style"), "img-src": ["data:"], "font-src": ["data:"],
    "worker-src": ["blob:"],
  });
}

/** Puts it into every page of a folder. */
export function protect(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"))) {
    const file = path.join(folder, name);
    try {
      writeFileSync(file, withPolicy(readFileSync(file, "utf8")));
    } catch (error) {
      throw new Error(`${name}: ${error.message}`, { cause: error });
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) protect(process.argv[2] ?? fileURLToPath(new URL("../../dist", import.meta.url)));
