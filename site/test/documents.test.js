// What the documents and the workflows name is there: files, verbs of build.sh, and actions by the commit that was looked at.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (name) => readFileSync(path.join(root, name), "utf8");
const inFolder = (folder, ending) => readdirSync(path.join(root, folder)).filter((name) => name.endsWith(ending)).map((name) => path.join(folder, name));

const documents = [...inFolder(".", ".md"), ...inFolder("docs", ".md")];
const workflows = inFolder(".github/workflows", ".yml");

test("every file that a document links to is there", () => {
  const missing = documents.flatMap((document) => [...read(document).matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)]
    .filter(([, link]) => !existsSync(path.join(root, path.dirname(document), link))).map(([, link]) => `${document}: ${link}`));
  assert.ok(documents.length >= 10, "the documents are not found");
  assert.deepEqual(missing, []);
});

test("every verb of build.sh that is named exists", () => {
  const named = [...documents, ...workflows].flatMap((name) => [...read(name).matchAll(/\.\/build\.sh ([a-z]+)/g)].map(([, verb]) => verb));
  const unknown = named.filter((verb) => !read("build.sh").includes(`\nverb_${verb}() {`));
  assert.ok(named.length > 10, "no verbs are found");
  assert.deepEqual(unknown, []);
});

test("workflows name actions by their commit, with the version in words", () => {
  for (const name of workflows) {
    const { jobs } = parse(read(name));
    assert.ok(Object.keys(jobs).length > 0, name);
    for (const [, use] of read(name).matchAll(/uses: (.*)/g)) assert.match(use, /^(\.\/\.github\/workflows\/[\w.-]+|[\w-]+\/[\w-]+@[0-9a-f]{40} # v[\d.]+)$/, name);
  }
});
