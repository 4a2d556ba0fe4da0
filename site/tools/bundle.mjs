// Makes each page of dist/ load few files: every script and sheet that a page names becomes one with all that it imports, at the address
// that it had. What is imported only later, as a figure or a library, stays apart; libraries, too, are made small. node site/tools/bundle.mjs [FOLDER]
//
// The sources run without it, file by file, as under wasmserve.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const posix = (file) => file.split(path.sep).join("/");

/** The modules and sheets that a page names, as paths in the folder. */
function namedBy(folder, page) {
  const html = readFileSync(path.join(folder, page), "utf8");
  const names = [...html.matchAll(/<script type="module" src="([^"]+)"|<link rel="stylesheet" href="([^"]+)"/g)].map(([, script, sheet]) => script ?? sheet);
  return names.map((name) => path.posix.join(path.posix.dirname(page), name)).sort();
}

// Stands for the way from a file that is made to the folder, until it is known where that file is.
const up = "{up}/";

/** What a module finds by its own address, and libraries that are loaded later, are found from wherever it is put. */
const addresses = (folder) => ({
  name: "addresses",
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /\.js$/ }, ({ path: file }) => {
      const own = `new URL(${JSON.stringify(up + posix(path.relative(folder, file)))}, import.meta.url)`;
      return { contents: readFileSync(file, "utf8").replaceAll("import.meta.url", own) };
    });
    onResolve({ filter: /\/vendor\// }, ({ kind, path: name, resolveDir }) =>
      (kind === "dynamic-import" ? { external: true, path: up + posix(path.relative(folder, path.join(resolveDir, name))) } : undefined));
  },
});

/** What a script that was made imports at once, and what that does. */
function importedBy(name, outputs, found = new Set()) {
  for (const { path: one, kind } of outputs[name].imports) {
    if (kind !== "import-statement" || found.has(one)) continue;
    found.add(one);
    importedBy(one, outputs, found);
  }
  return found;
}

/** A page that asks for some modules at once, and not when the first script that needs them has come. */
const preloading = (html, page, names) => html.replace(/( *)<script type="module"/, (tag, space) =>
  [...names].map((name) => `${space}<link rel="modulepreload" href="${path.posix.relative(path.posix.dirname(page), name)}">\n`).join("") + tag);

/** Replaces the scripts and sheets of a folder's pages. */
export async function bundle(folder) {
  const pages = readdirSync(folder, { recursive: true }).map(posix).filter((name) => name.endsWith(".html"));
  const groups = new Map();
  for (const page of pages) {
    const names = namedBy(folder, page);
    if (!groups.has(names.join())) groups.set(names.join(), { names, pages: [] });
    groups.get(names.join()).pages.push(page);
  }
  const used = new Set();
  const made = new Map();
  for (const { names, pages } of groups.values()) {
    const { metafile, outputFiles } = await build({
      absWorkingDir: folder, entryPoints: names, outdir: ".", outbase: ".", chunkNames: "site/chunks/[name]-[hash]", external: ["*.woff2"], plugins: [addresses(folder)],
      bundle: true, splitting: true, format: "esm", minify: true, charset: "utf8", legalComments: "inline", target: "es2022", define: { BUILT: "true" }, logLevel: "error", metafile: true, write: false, allowOverwrite: true,
    });
    for (const name of Object.keys(metafile.inputs)) used.add(name);
    const early = new Set(names.flatMap((name) => [...importedBy(name, metafile.outputs)]));
    for (const page of pages) made.set(page, preloading(readFileSync(path.join(folder, page), "utf8"), page, early));
    for (const { path: file, text } of outputFiles) made.set(posix(path.relative(folder, file)), text);
  }
  const libraries = path.join(folder, "site/vendor");
  for (const name of readdirSync(libraries)) {
    if (!/\.m?js$/.test(name)) continue;
    const file = path.join(libraries, name);
    writeFileSync(file, (await transform(readFileSync(file, "utf8"), { minify: true, charset: "utf8", legalComments: "inline", target: "es2022" })).code);
  }
  for (const name of used) rmSync(path.join(folder, name));
  for (const [name, text] of made) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text.replaceAll(up, `${posix(path.relative(path.dirname(file), folder))}/`));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle(path.resolve(process.argv[2] ?? fileURLToPath(new URL("../../dist", import.meta.url))));
