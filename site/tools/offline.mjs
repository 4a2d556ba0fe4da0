// Writes dist/sw.js, by which a browser keeps the site: sw.js with the list of all that pages are made of, and its hashes.
// node site/tools/offline.mjs [FOLDER]
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isForOthers } from "./share.mjs";
import { singles } from "./single.mjs";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** The service worker of what is in a folder. */
export function writeWorker(folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .filter((name) => name !== "sw.js" && !(name in singles) && !isForOthers(name))
    .sort();
  const files = names.map((name) => [name, sha256(readFileSync(path.join(folder, name)))]);
  const source = readFileSync(new URL("sw.js", import.meta.url), "utf8");
  const version = sha256(JSON.stringify(files) + source).slice(0, 16);
  writeFileSync(path.join(folder, "sw.js"), `const version = "${version}";\nconst files = ${JSON.stringify(files)};\n${source}`);
  return version;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeWorker(process.argv[2] ?? fileURLToPath(new URL("../../dist", import.meta.url)));
