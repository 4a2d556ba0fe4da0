// Makes the mistakes of list.mjs in a copy of the sources, one at a time, and says which no test notices: a test that cannot fail is found
// by what it lets pass. node site/tools/mutants/run.mjs [PATTERN], of paths
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { mutants } from "./list.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const copy = path.join(root, ".cache/mutants");
const pattern = new RegExp(process.argv[2] ?? "");
const wanted = mutants.filter(({ file }) => pattern.test(file));

/** Copies the sources as they are, and what is made of them by installing and building. */
function copySources() {
  rmSync(copy, { recursive: true, force: true });
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" }).split("\n").filter(Boolean);
  for (const file of files) {
    mkdirSync(path.join(copy, path.dirname(file)), { recursive: true });
    cpSync(path.join(root, file), path.join(copy, file), { preserveTimestamps: true }); // the lock file is not newer than what is installed
  }
  symlinkSync(path.join(root, "site/node_modules"), path.join(copy, "site/node_modules"));
}

/** Runs a command in the copy; whether it has succeeded. */
const succeeds = (command, ...given) => spawnSync(command, given, { cwd: copy, stdio: "ignore" }).status === 0;

/** Whether the tests can be built: Go packages by their folders, or the page for files of its tests. */
const builds = (tests) => (tests[0].startsWith("./") ? succeeds("go", "vet", ...tests) : succeeds("./build.sh", "build"));

/** Whether tests pass that have been built. */
function pass(tests) {
  if (tests[0].startsWith("./")) return succeeds("go", "test", "-failfast", "-timeout=20m", ...tests);
  return tests.every((name) => succeeds("node", "--test", "--test-timeout=300000", `site/test/${name}.test.js`));
}

copySources();
const sound = new Map(); // whether tests pass without any mistake
let noticed = 0;
for (const { file, was, is, tests } of wanted) {
  const key = tests.join(" ");
  if (!sound.has(key)) sound.set(key, builds(tests) && pass(tests));
  const source = readFileSync(path.join(copy, file), "utf8");
  let verdict = "noticed";
  if (source.split(was).length !== 2) verdict = "STALE: what was to be replaced is not there once";
  else if (!sound.get(key)) verdict = `NOT TRIED: ${key} fails without it`;
  else {
    writeFileSync(path.join(copy, file), source.replace(was, () => is));
    if (!builds(tests)) verdict = "STALE: it does not build";
    else if (pass(tests)) verdict = "MISSED";
    writeFileSync(path.join(copy, file), source);
  }
  if (verdict === "noticed") noticed++;
  console.log(`${file}: ${was.trim()} -> ${is.trim() || "nothing"}: ${verdict}`);
}
console.log(`${noticed} of ${wanted.length} were noticed`);
process.exitCode = noticed < wanted.length ? 1 : 0;
