// What the sources of the lecture and of its slides have beside Markdown: TeX formulas, which become MathML, and blocks and marks of
// their own.

import { readFileSync } from "node:fs";
import temml from "temml";

/** Short names for what nearly every formula has. */
const macros = {
  "\\E": "\\mathbb{E}",
  "\\data": "p_{\\mathrm{data}}",
  "\\KL": "\\operatorname{KL}",
  "\\JSD": "\\operatorname{JSD}",
  "\\sp": "\\operatorname{sp}",
  "\\par": "\\,\\Vert\\,",
};

/** Text as HTML. */
export const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

/** The styles that temml writes as attributes, which the pages' policy does not take, and their classes in styles/formulas.css. */
const classes = {
  "display:block math;": "", // as all with tml-display
  "math-depth:0;": "tml-script",
  "padding-left:0em;padding-right:0em;": "tml-joined",
  "padding-left:0em;padding-right:5.9776pt;": "tml-first",
  "padding-left:5.9776pt;padding-right:0em;": "tml-last",
};

const withClasses = (mathml) => mathml.replace(/<\w+ [^>]*>/g, (tag) => {
  const [attribute, style] = tag.match(/ style="([^"]*)"/) ?? [];
  if (!attribute) return tag;
  if (!(style in classes)) throw new Error(`tools/text/markdown.mjs and site/styles/formulas.css have no class for the style ${style}`);
  const name = classes[style];
  const bare = tag.replace(attribute, "");
  if (!name) return bare;
  return / class="/.test(bare) ? bare.replace(/ class="/, `$&${name} `) : bare.replace(/>$/, ` class="${name}">`);
});

/** MathML of a formula. What TeX gets wrong stops the build, with the formula in the message. */
export function formula(tex, displayMode) {
  try {
    return withClasses(temml.renderToString(tex, { displayMode, throwOnError: true, annotate: false, macros: { ...macros } }));
  } catch (error) {
    throw new Error(`${error.message}\nin ${tex}`, { cause: error });
  }
}

/** A source: the words of its head, lines of `key: value` between two rows of dashes, and its text. */
export function read(file) {
  const [, head, text] = readFileSync(file, "utf8").match(/^---\n(.*?)\n---\n(.*)$/s);
  return { words: Object.fromEntries(head.split("\n").map((line) => line.split(/:\s*(.*)/s, 2))), text };
}

/** A block that begins with a line `::: name argument` and ends with a line `:::`, or with the line itself. */
export const fence = (name, renderer) => ({
  name,
  level: "block",
  start: (src) => src.match(new RegExp(`^::: ${name}\\b`, "m"))?.index,
  tokenizer(src) {
    const found = src.match(new RegExp(`^::: ${name}\\b *([^\\n:]*?)(?:\\n(.*?)\\n| +):::(?:\\n+|$)`, "s"));
    if (!found) return undefined;
    const [raw, argument, body = ""] = found;
    return { type: name, raw, argument, tokens: this.lexer.blockTokens(body.trim(), []) };
  },
  renderer,
});

/** Something within a line that a pattern finds; its groups are what the renderer gets. */
export const inline = (name, pattern, renderer) => ({
  name,
  level: "inline",
  start: (src) => src.search(pattern) + 1 ? src.search(pattern) : undefined,
  tokenizer(src) {
    const found = src.match(new RegExp(`^${pattern.source}`, pattern.flags));
    return found ? { type: name, raw: found[0], groups: found.slice(1) } : undefined;
  },
  renderer,
});

/** A formula in the text: $…$. */
export const math = inline("math", /\$([^$]+)\$/, ({ groups: [tex] }) => formula(tex, false));

/** An asterisk within a formula is no emphasis. */
export const emStrongMask = (src) => src.replace(/\$[^$]+\$/g, (found) => "a".repeat(found.length));

/** Keeps a formula in the text on one line with the punctuation around it. */
export const whole = (html) => html.replace(/[(“]?<math>(?:(?!<\/math>).)*<\/math>(?:[,.;:?!)”]|’\w*)+|[(“]<math>(?:(?!<\/math>).)*<\/math>/gs,
  (found) => `<span class="whole">${found}</span>`);
