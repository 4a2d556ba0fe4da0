// Writes dist/licences.txt: which Saddle this is, what its pages are made of, and the licence of each. node site/tools/licences.mjs [FOLDER]
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const go = (args, environment = {}) => execFileSync("go", args, { cwd: root, encoding: "utf8", env: { ...process.env, ...environment } }).trim();

/** The licences in a folder, as texts. Some modules have those of what they took over in a folder of its own. */
function textsIn(folder) {
  return readdirSync(folder).filter((name) => /^(licen[cs]es?|notice|copying|patents|third.party.licen[cs]es)\b/i.test(name)).sort().flatMap((name) => {
    const file = path.join(folder, name);
    return statSync(file).isDirectory() ? readdirSync(file).sort().map((one) => readFileSync(path.join(file, one), "utf8")) : [readFileSync(file, "utf8")];
  });
}

/** The folders from a package's up to its module's, where licences may lie. */
function foldersUpTo(module, folder) {
  return folder === module ? [module] : [...foldersUpTo(module, path.dirname(folder)), folder];
}

/** The modules of which anything is linked into either of the two programs, with their licences; ours is the first. */
export function goModules() {
  const found = new Map();
  for (const experiment of ["simd", "nosimd"]) {
    const list = go(["list", "-deps", "-f", "{{with .Module}}{{.Path}}\t{{.Version}}\t{{.Dir}}\t{{$.Dir}}{{end}}", "./wasm"], { GOOS: "js", GOARCH: "wasm", GOEXPERIMENT: experiment });
    for (const [name, version, home, folder] of list.split("\n").filter(Boolean).map((line) => line.split("\t"))) {
      const module = found.get(name) ?? { name: version ? `${name} ${version}` : "Saddle", texts: new Set() };
      found.set(name, module);
      for (const one of foldersUpTo(home, folder)) for (const text of textsIn(one)) module.texts.add(text);
    }
  }
  return [...found.values()].sort((a, b) => Number(b.name === "Saddle") - Number(a.name === "Saddle") || a.name.localeCompare(b.name)).map(({ name, texts }) => ({ name, texts: [...texts] }));
}

/** Go itself: its library is in the program, and wasm_exec.js beside it. */
export const toolchain = () => ({ name: `${go(["env", "GOVERSION"])}: its library, and wasm_exec.js`, texts: textsIn(go(["env", "GOROOT"])) });

/** What the pages have of npm's packages: all that package.json names as a dependency of theirs and not of their making. */
export function npmPackages() {
  const { dependencies } = JSON.parse(readFileSync(path.join(root, "site/package.json"), "utf8"));
  return Object.keys(dependencies).map((name) => {
    const folder = path.join(root, "site/node_modules", name);
    return { name: `${name} ${JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")).version}`, texts: textsIn(folder) };
  });
}

/** Which Saddle this is: its newest tag and how many commits follow it, if it has any, and the commit. Sources without git do not say. */
export function version() {
  const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    const [tagged, commit] = [git("describe", "--tags", "--always", "--dirty"), git("rev-parse", "HEAD")];
    return `Saddle ${tagged}, commit ${commit}`;
  } catch {
    return "Saddle, built from sources without git";
  }
}

/** All of it as one text. */
export function licences() {
  const [saddle, ...modules] = goModules();
  const parts = [saddle, toolchain(), ...modules, ...npmPackages()];
  const without = parts.filter(({ texts }) => texts.length === 0).map(({ name }) => name);
  if (without.length) throw new Error(`no licence found of ${without.join(", ")}`);
  const line = "=".repeat(80);
  return [
    `${version()}\n`,
    "What Saddle is made of, with the licence of each part\nSaddle gồm những phần nào, với giấy phép của từng phần\n",
    ...parts.map(({ name }) => `  ${name}`), "",
    ...parts.map(({ name, texts }) => `${line}\n${name}\n${line}\n\n${texts.map((text) => text.trim()).join(`\n\n${"-".repeat(80)}\n\n`)}\n`),
  ].join("\n");
}

// With a mark of its encoding, as some servers say none of a plain text.
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(path.join(process.argv[2] ?? path.join(root, "dist"), "licences.txt"), `\ufeff${licences()}`);
