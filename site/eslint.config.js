import js from "@eslint/js";
import globals from "globals";

const node = ["*.mjs", "test/**", "bench/*.mjs", "eslint.config.js"];

export default [
  { ignores: ["vendor/", "test/shots/"] },
  js.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, Go: "readonly" } } },
  { files: node, languageOptions: { globals: globals.node } },
];
