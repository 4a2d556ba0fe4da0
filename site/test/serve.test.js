// The development server, over a tree of its own whose build copies one page.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const tools = fileURLToPath(new URL("../tools", import.meta.url));
const tree = mkdtempSync(path.join(tmpdir(), "saddle-serve-"));
const write = (name, text) => writeFileSync(path.join(tree, name), text);
const builds = () => readFileSync(path.join(tree, "builds"), "utf8").length;
let server, url;

before(async () => {
  for (const folder of ["assets", "core", "site/tools", "wasm", "dist"]) mkdirSync(path.join(tree, folder), { recursive: true });
  for (const name of ["serve.mjs", "static.mjs"]) cpSync(path.join(tools, name), path.join(tree, "site/tools", name));
  write("go.mod", "");
  write("dist/main.wasm", "");
  write("index.html", "first");
  write("build.sh", "#!/bin/sh\nprintf . >>builds\n! grep 'wrong' index.html || exit 1\ncp index.html dist/\n");
  chmodSync(path.join(tree, "build.sh"), 0o755);
  server = spawn(process.execPath, ["site/tools/serve.mjs", "127.0.0.1:0"], { cwd: tree });
  url = await new Promise((resolve, reject) => {
    server.stdout.on("data", (chunk) => resolve(String(chunk).match(/http:\S+/)[0]));
    server.stderr.on("data", () => {});
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
});

after(() => {
  server.kill();
  rmSync(tree, { recursive: true });
});

const get = async (name) => {
  const response = await fetch(new URL(name, url));
  return { status: response.status, headers: response.headers, text: await response.text() };
};

test("it builds first, and serves with the right types and without caching", async () => {
  const page = await get("");
  assert.equal(page.text, "first");
  assert.match(page.headers.get("content-type"), /^text\/html/);
  const program = await get("main.wasm");
  assert.equal(program.headers.get("content-type"), "application/wasm");
  for (const { headers } of [page, program]) assert.equal(headers.get("cache-control"), "no-store");
});

test("it builds again when a source has changed, and only then", async () => {
  const before = builds();
  await get("");
  await get("main.wasm");
  assert.equal(builds(), before);
  write("index.html", "second");
  assert.equal((await get("")).text, "second");
  assert.equal(builds(), before + 1);
  write("core/new.go", "");
  await Promise.all([get(""), get(""), get("index.html")]);
  assert.equal(builds(), before + 2);
});

test("what is wrong with a build is shown in the browser, until it is repaired", async () => {
  write("index.html", "<b>wrong</b>");
  const failed = await get("");
  assert.equal(failed.status, 500);
  assert.match(failed.headers.get("content-type"), /^text\/html/);
  assert.match(failed.text, /&#60;b>wrong/);
  write("index.html", "third");
  assert.equal((await get("")).text, "third");
});

test("it serves nothing outside the site", async () => {
  // fetch would tidy the path up.
  const status = (pathname) =>
    new Promise((resolve, reject) => {
      http.get(url, { path: pathname }, (response) => resolve(response.resume().statusCode)).on("error", reject);
    });
  for (const pathname of ["/missing", "/../go.mod", "/..%2fgo.mod", "/%2e%2e/go.mod", "/..%5cgo.mod", "/%"]) {
    assert.ok([400, 404].includes(await status(pathname)), `${pathname}: ${await status(pathname)}`);
  }
});
