import js from "@eslint/js";
import globals from "globals";

const readonly = (...names) => Object.fromEntries(names.map((name) => [name, "readonly"]));
const both = { ...globals.node, ...globals.browser };

export default [
  { ignores: ["vendor/"] },
  js.configs.recommended,
  { files: ["*.js", "{lecture,slides,examples}/**/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["*.mjs", "{lecture,slides}/*.mjs"], languageOptions: { globals: globals.node } },
  { files: ["pictures.mjs"], languageOptions: { globals: readonly("saddle") } },
  // Here both sides are in one file: Node drives what runs in the page.
  { files: ["bench/*"], languageOptions: { globals: { ...both, ...readonly("Go", "measure", "saddleCore", "tf") } } },
  { files: ["test/**/*.js"], languageOptions: { globals: { ...both, ...readonly("saddle") } } },
];
