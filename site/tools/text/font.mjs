// The font of the formulas: what the lecture and its slides use of STIX Two Math, so that they look the same where there is no
// mathematical font, as on phones. node site/tools/text/font.mjs PAGE... FONT writes it.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import subset from "subset-font";

const whole = new URL("../../node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2", import.meta.url);

/**
 * The letters that a browser puts in the place of a single one in a formula: the slanted ones (MathML Core, 2.1.2).
 * @type {[string, string, number][]}
 */
const slanted = [["A", "Z", 0x1d434], ["a", "z", 0x1d44e], ["Α", "Ω", 0x1d6e2], ["α", "ω", 0x1d6fc]];
const planck = 0x210e; // the slanted h has always been elsewhere
const root = "√"; // drawn by an element that has no text

function asDrawn(letter) {
  if (letter === "h") return letter + String.fromCodePoint(planck);
  const [first, , to] = slanted.find(([from, until]) => letter >= from && letter <= until) ?? /** @type {[string?, string?, number?]} */ ([]);
  return first ? letter + String.fromCodePoint(to + letter.charCodeAt(0) - first.charCodeAt(0)) : letter;
}

/** Every character of a page's formulas. */
const lettersOf = (html) => [...html.matchAll(/<math.*?<\/math>/gs)]
  .flatMap(([math]) => [...math.replace(/<[^>]+>/g, "").replace(/&#x(\w+);/g, (_, code) => String.fromCodePoint(parseInt(code, 16))).replace("&lt;", "<").replace("&gt;", ">")]);

/** The font for the formulas of some pages, as WOFF2. */
export const fontFor = (pages) => subset(readFileSync(whole), root + [...new Set(pages.flatMap(lettersOf))].map(asDrawn).join(""), { targetFormat: "woff2" });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = process.argv.slice(2);
  writeFileSync(files.pop(), await fontFor(files.map((file) => readFileSync(file, "utf8"))));
}
