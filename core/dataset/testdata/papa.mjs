// Prints the cells of tables, a JSON list of texts on standard input, as Papa Parse reads them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const Papa = createRequire(new URL("../../../site/package.json", import.meta.url))("papaparse");
const tables = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(tables.map((text) => Papa.parse(text, { skipEmptyLines: "greedy" }).data)));
