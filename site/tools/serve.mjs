// The development server behind `./build.sh serve [ADDRESS]`: serves dist/, and builds it anew when a page is
// loaded and a source has changed since the last build.
import { spawn } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { answer, listen, sendFile } from "./static.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const sources = ["assets", "build.sh", "core", "go.mod", "index.html", "site", "wasm"];
const ignored = new Set(["node_modules", "shots", "testdata", "vendor"]);

/** One text that differs when any source was changed, added or removed. */
function fingerprint() {
  const seen = [];
  const visit = (file) => {
    const found = statSync(file);
    if (!found.isDirectory()) seen.push(`${file} ${found.mtimeMs}`);
    else for (const name of readdirSync(file)) if (!ignored.has(name)) visit(path.join(file, name));
  };
  for (const name of sources) visit(path.join(root, name));
  return seen.join("\n");
}

/** Runs `./build.sh build` and resolves to "", or to what it printed when it failed. */
function build() {
  return new Promise((resolve) => {
    const child = spawn("./build.sh", ["build"], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        printed += chunk;
        process.stderr.write(chunk);
      });
    }
    child.on("close", (code) => resolve(code === 0 ? "" : printed));
  });
}

let built = ""; // the fingerprint of the last build that succeeded
let building = null;

/** Builds if a source has changed; requests that come meanwhile share the one build. */
function refresh() {
  building ??= (async () => {
    const now = fingerprint();
    if (now === built) return "";
    const failure = await build();
    if (!failure) built = now;
    return failure;
  })().finally(() => (building = null));
  return building;
}

function failurePage(printed) {
  const text = printed.replace(/[&<]/g, (c) => `&#${c.charCodeAt(0)};`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Saddle does not build</title>
<h1>Saddle does not build</h1><pre>${text}</pre><p>Reload this page after the repair.</p></html>`;
}

const [, host = "127.0.0.1", port] = (process.argv[2] ?? "8080").match(/^(?:\[?(.+?)\]?:)?(\d+)$/) ?? [];
if (!port) {
  console.error(`An address is HOST:PORT, not ${process.argv[2]}`);
  process.exit(2);
}
await refresh();
try {
  const server = await listen(
    async (pathname, response) => {
      if (/(\/|\.html)$/.test(pathname)) {
        const failure = await refresh();
        if (failure) return answer(response, 500, failurePage(failure), ".html");
      }
      return sendFile(path.join(root, "dist"), pathname, response);
    },
    host,
    Number(port),
  );
  console.log(`Saddle is at ${server.url} (Ctrl-C ends it; reload the page after a change)`);
} catch (error) {
  console.error(`Saddle cannot be served on ${host}:${port}: ${error.message}`);
  process.exitCode = 1;
}
