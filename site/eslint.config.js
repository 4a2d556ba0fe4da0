import js from "@eslint/js";
import globals from "globals";

const readonly = (...names) => Object.fromEntries(names.map((name) => [name, "readonly"]));

export default [
  { ignores: ["vendor/"] },
  js.configs.recommended,
  { files: ["*.js"], languageOptions: { globals: globals.browser } },
  { files: ["*.mjs", "bench/*.mjs"], languageOptions: { globals: globals.node } },
  { files: ["bench/*.js"], languageOptions: { globals: { ...globals.browser, ...readonly("tf") } } },
  // A browser test has both sides in one file: Node drives what runs in the page.
  { files: ["test/*.js"], languageOptions: { globals: { ...globals.node, ...globals.browser, ...readonly("saddle") } } },
];
