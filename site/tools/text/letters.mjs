// The letters of pictures for papers and slides: Source Sans in two weights, with those of Vietnamese apart, as a script that the page loads
// when a picture is made. A picture holds the letters that it has, and looks the same wherever it is shown.
// node site/tools/text/letters.mjs SCRIPT writes it.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = new URL("../../node_modules/@fontsource/source-sans-3/", import.meta.url);
const ranges = JSON.parse(readFileSync(new URL("unicode.json", folder), "utf8"));

/** A range of a sheet as a class of a regular expression. */
const classOf = (range) => `[${range.split(",").map((part) => part.replace("U+", "").split("-").map((code) => `\\u{${code}}`).join("-")).join("")}]`;

/** Each font: its weight, its address with all of it, the characters that it has, and, but for the first alphabet, what has it used. */
export const letters = () => ["latin", "vietnamese"].flatMap((alphabet) => [400, 600].map((weight) => ({
  weight,
  address: `data:font/woff2;base64,${readFileSync(new URL(`files/source-sans-3-${alphabet}-${weight}-normal.woff2`, folder)).toString("base64")}`,
  range: ranges[alphabet],
  ...(alphabet !== "latin" && { only: classOf(ranges[alphabet]) }),
})));

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(process.argv[2], `export const letters = ${JSON.stringify(letters())};\n`);
