// The lecture's terms with what they mean, of glossary.json: a list of all, and in the text a link to its entry where a section first uses
// one. In the page lecture/terms.js shows the entry beside the word.

import { readFileSync } from "node:fs";

const { terms } = JSON.parse(readFileSync(new URL("../../text/glossary.json", import.meta.url), "utf8"));

/** The terms that are explained: the name that both languages share for one, how it is written, and what it means. */
const explained = (language) => terms.filter(({ means }) => means).map((term) => ({
  id: `term-${term.en[0].replace(/\s+/g, "-").toLowerCase()}`,
  english: term.en[0],
  forms: term[language].filter((form) => form.length > 1), // a letter alone is a symbol
  means: term.means[language],
}));

/** A list of all terms in the order of the alphabet; Vietnamese has the English name beside its own where they differ. */
export function listOfTerms(language, inline) {
  const entries = explained(language).sort((a, b) => a.forms[0].localeCompare(b.forms[0], language));
  return `<dl class="terms">\n${entries.map(({ id, english, forms: [name], means }) =>
    `<div id="${id}"><dt>${name}${name === english || language === "en" ? "" : ` <span lang="en">(${english})</span>`}</dt><dd>${inline(means)}</dd></div>`).join("\n")}\n</dl>\n`;
}

// Where no term is marked: in what is a link or a name of something itself, in formulas, questions, and beside the text.
const bare = /^<(a|math|h[1-6]|button|summary|table|aside|dl|figure|div class="(question|guess)")[ >]/;
// Where the text itself says what a term means; not marked there, nor again in the same section.
const introducing = /^<(em|strong)>/;

/** An article's HTML in which each section's first use of a term is a link to what it means. */
export function withTerms(html, language) {
  const all = explained(language);
  const ofForm = new Map(all.flatMap((term) => term.forms.map((form) => [form.toLowerCase(), term])));
  const forms = [...ofForm.keys()].sort((a, b) => b.length - a.length);
  const plural = language === "en" ? "(?:s|es)?" : "";
  const any = new RegExp(`(?<![\\p{L}\\p{N}-])(${forms.join("|")})${plural}(?![\\p{L}\\p{N}-])`, "giu");
  const open = [];
  const seen = new Set();
  return html.split(/(<[^>]+>)/).map((part) => {
    if (part.startsWith("</")) open.pop();
    else if (part.startsWith("<") && !/^<(br|img|input|hr)\b/.test(part)) open.push(part);
    if (/^<h[23] /.test(part)) seen.clear();
    if (part.startsWith("<")) return part;
    if (open.some((tag) => bare.test(tag))) return part;
    return part.replace(any, (word, form) => {
      const { id } = ofForm.get(form.toLowerCase());
      if (seen.has(id)) return word;
      seen.add(id);
      return open.some((tag) => introducing.test(tag)) ? word : `<a class="term" href="#${id}">${word}</a>`;
    });
  }).join("");
}
