import js from "@eslint/js";
import globals from "globals";

const readonly = (...names) => Object.fromEntries(names.map((name) => [name, "readonly"]));
const both = { ...globals.node, ...globals.browser };

// What a browser may forbid is asked for by permitted.js, which catches what is thrown.
const forbidden = { "no-restricted-globals": ["error"], "no-restricted-properties": ["error"] };
const message = "a browser may forbid it, so ask permitted.js";
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"]) {
  forbidden["no-restricted-globals"].push({ name, message });
  for (const object of ["window", "globalThis", "self"]) forbidden["no-restricted-properties"].push({ object, property: name, message });
}
for (const property of ["clipboard", "credentials", "locks", "mediaDevices", "permissions", "serviceWorker", "storage", "wakeLock"]) {
  forbidden["no-restricted-properties"].push({ object: "navigator", property, message });
}
forbidden["no-restricted-properties"].push({ object: "document", property: "cookie", message });

const pages = "{common,trainer,lecture,slides,teacher,examples}/**/*.js";

export default [
  { ignores: ["vendor/"] },
  js.configs.recommended,
  // The service worker runs only where it may, and tests look into everything.
  { files: [pages, "tools/inside.js"], ignores: ["common/{permitted,player}.js"], rules: forbidden },
  { files: [pages, "tools/{inside,sw}.js"], languageOptions: { globals: globals.browser } },
  { files: ["common/player.js"], languageOptions: { globals: globals.worker } },
  { files: ["eslint.config.js", "tools/**/*.mjs"], languageOptions: { globals: globals.node } },
  { files: ["tools/{pictures,soak}.mjs"], languageOptions: { globals: readonly("saddle") } },
  // Here both sides are in one file: Node drives what runs in the page.
  { files: ["tools/bench/*"], languageOptions: { globals: { ...both, ...readonly("Go", "measure", "saddleCore", "tf", "normal", "ringPoints") } } },
  { files: ["test/**/*.js"], languageOptions: { globals: { ...both, ...readonly("saddle") } } },
];
