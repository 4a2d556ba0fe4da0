// Turns the slides' two sources, en.md and vi.md, into pages: `node site/tools/text/slides.mjs FOLDER` writes FOLDER/index.html and
// FOLDER/vi.html. Every heading begins a slide. Formulas and questions are those of the lecture; beside Markdown there are
//
//   $…$                           a formula in the text
//   ::: equation 7 :::            the lecture's equation of that number
//   ::: figure kl :::             the lecture's figure of that name below its question; "menu" is the list of all demonstrations
//   ::: demonstration NAME :::    a preset beside what it is compared with, below the question that its card asks
//   ::: point … :::               the sentence to remember
//   ::: keys :::                  the keys that a speaker needs first
//   ::: notes … :::               what the speaker reads

import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Marked } from "marked";
import { head, icons, otherThan, pages, unbegun, write } from "./frame.mjs";
import { emStrongMask, escape, fence, formula, math, read, whole } from "./markdown.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The keys, as they are written on a keyboard, by the word that says what they do. */
const keys = {
  next: ["→", "Space"], previous: ["←"], demonstrate: ["Enter"], notes: ["S"], full: ["F"], black: ["B"], theme: ["T"], language: ["L"], help: ["?"],
};
const needed = ["next", "demonstrate", "notes", "help"]; // by a speaker, before anything else

/** What the slides take from the lecture: its equations by number, its figures' questions by name. */
function lecture(language) {
  const { text } = read(path.join(root, `site/text/lecture/${language}.md`));
  const found = (pattern) => Object.fromEntries([...text.matchAll(pattern)].map(([, name, body]) => [name, body]));
  return { equations: found(/^\$\$ (\w+)\n(.*?)\n\$\$/gms), questions: found(/^::: figure (\S+)\n(.*?)\n\n/gms) };
}

/** The question of a preset's card: its sentences up to the question mark. */
function asks(language, name) {
  const table = JSON.parse(readFileSync(path.join(root, `assets/text/${language}.json`), "utf8"));
  const [question] = table[`preset.${name}.text`]?.match(/^[^?]*\?/) ?? [];
  if (!question) throw new Error(`${language}.md shows the preset ${name}, whose text asks nothing`);
  return question;
}

const listOfKeys = (words, names) => `<dl class="keys">${names.map((name) =>
  `<div><dt>${keys[name].map((key) => `<kbd>${key}</kbd>`).join(" ")}</dt><dd>${escape(words[`key.${name}`])}</dd></div>`).join("")}</dl>`;

/** The slides in one language, as sections, with their titles, and the words of their page. */
export function deck(language) {
  const { words, text } = read(path.join(root, `site/text/slides/${language}.md`));
  const { equations, questions } = lecture(language);
  // A finger that moves something in a figure does not turn the slide.
  const stage = (data, question) =>
    `<div class="question">${question}</div>\n<figure ${data} data-prevent-swipe><div class="figure-stage">${unbegun(language)}</div></figure>\n`;

  const marked = new Marked({
    extensions: [
      fence("equation", ({ argument: number }) => {
        const tex = equations[number];
        if (!tex) throw new Error(`${language}.md shows equation ${number}, which the lecture does not have`);
        return `<div class="equation"><div class="equation-body">${formula(tex, true)}</div><a class="equation-number" href="../lecture/${pages[language]}#eq-${number}">(${number})</a></div>\n`;
      }),
      fence("figure", function ({ argument: name }) {
        if (name === "menu") return `<figure class="menu" data-figure="menu"><div class="figure-stage">${unbegun(language)}</div></figure>\n`;
        if (!questions[name]) throw new Error(`${language}.md shows the figure ${name}, which the lecture does not have`);
        return stage(`data-figure="${name}"`, marked.parse(questions[name]));
      }),
      fence("demonstration", ({ argument: name }) =>
        stage(`data-figure="demonstration" data-preset="${name}"`, `<p>${escape(asks(language, name))}</p>\n`)),
      fence("point", function ({ tokens }) { return `<div class="point">${this.parser.parse(tokens)}</div>\n`; }),
      fence("notes", function ({ tokens }) { return `<aside class="notes">${this.parser.parse(tokens)}</aside>\n`; }),
      fence("keys", () => listOfKeys(words, needed)),
      math,
    ],
    hooks: { emStrongMask },
  });

  const slides = text.split(/^(?=#{1,2} )/m).filter((slide) => slide.trim()).map((slide) => {
    const [, title, id, body] = slide.match(/^#+ (.*?) \{#([\w-]+)\}\n(.*)$/s) ?? [];
    if (!id) throw new Error(`${language}.md: the slide "${slide.split("\n")[0]}" has no {#id}`);
    const level = slide.startsWith("##") ? 2 : 1;
    const html = whole(marked.parse(body));
    const logo = level === 1 ? `<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M4 9c5 9 19 9 24 0" class="data"/><path d="M4 24c5-9 19-9 24 0" class="generated"/></svg>\n` : "";
    const kind = level === 1 ? "title" : html.includes("data-figure") ? "figure" : "words";
    return { id, title, html: `<section id="${id}" class="${kind}" data-title="${escape(title)}">\n${logo}<h${level}>${escape(title)}</h${level}>\n<div class="body">\n${html}</div>\n</section>` };
  });
  return { words, slides };
}

const icon = (path) => `<svg viewBox="0 0 24 24" aria-hidden="true">${path}</svg>`;

/** The whole page in one language. */
export function page(language) {
  const { words, slides } = deck(language);
  const other = otherThan(language);
  return `<!doctype html>
<html lang="${language}" class="print-pdf">
${head({
    title: `${words.title}: ${words.deck.toLowerCase()}`, description: words.description,
    sheets: ["../styles/tokens.css", "../styles/tools.css", "../styles/formulas.css", "../vendor/reveal.css", "../styles/licences.css", "slides.css", "figures.css", "../lecture/figures/figures.css"], modules: ["main.js"], more: `  <noscript><link rel="stylesheet" href="no-scripts.css"></noscript>\n`,
  })}
<body>
  ${icons}
  <noscript><p class="noscript">${escape(words.noscript)} <a href="../lecture/${pages[language]}">${escape(words.article)}</a></p></noscript>
  <main>
    <div class="reveal">
      <div class="slides">
${slides.map(({ html }) => html).join("\n")}
      </div>
    </div>
  </main>
  <nav class="tools" aria-label="${escape(words.tools)}">
    <button class="tool" id="previous" type="button" aria-label="${escape(words.previous)}">${icon('<path d="M14.5 5.5L8 12l6.5 6.5"/>')}</button>
    <span class="place" id="place">1 / ${slides.length}</span>
    <button class="tool" id="next" type="button" aria-label="${escape(words.next)}">${icon('<path d="M9.5 5.5L16 12l-6.5 6.5"/>')}</button>
    <span class="wide"></span>
    <a class="tool long" id="trainer" href="../../">${escape(words.trainer)}</a>
    <a class="tool long" href="../lecture/${pages[language]}">${escape(words.article)}</a>
    <a class="tool" id="language" href="${pages[other]}" lang="${other}" hreflang="${other}">${escape(words.language)}</a>
    <button class="tool" id="theme" type="button" data-light="${escape(words.light)}" data-dark="${escape(words.dark)}"></button>
    <button class="tool" id="help" type="button" aria-label="${escape(words.help)}" aria-haspopup="dialog">?</button>
  </nav>
  <dialog id="help-dialog" aria-labelledby="help-title">
    <header><h2 id="help-title">${escape(words.help)}</h2><form method="dialog"><button class="tool" aria-label="${escape(words.close)}">${icon('<path d="M6 6l12 12M18 6L6 18"/>')}</button></form></header>
    <div class="columns">
      <section aria-label="${escape(words.keys)}">${listOfKeys(words, Object.keys(keys))}
        <label class="handout"><input id="handout" type="checkbox"> <span>${escape(words.handout)}</span></label>
        <p><a href="../teacher/${pages[language]}">${escape(words.teacher)}</a></p>
        <p><a class="licences-link" href="../../licences.txt" data-licences>${escape(words.licences)}</a></p></section>
      <nav aria-label="${escape(words.contents)}"><ol>${slides.map(({ id, title }) => `<li><a href="#/${id}">${escape(title)}</a></li>`).join("")}</ol></nav>
    </div>
  </dialog>
</body>
</html>
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) write(page);
