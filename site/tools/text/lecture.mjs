// Turns the lecture's two sources, en.md and vi.md, into static pages: `node site/tools/text/lecture.mjs FOLDER` writes
// FOLDER/index.html and FOLDER/vi.html. Formulas become MathML, so that reading takes no script and no font.
//
// Beside Markdown the sources have
//
//   $…$                 a formula in the text
//   $$ 7 … $$           a displayed one, with its number; without a number when there is none
//   (@7)                a link to that formula
//   @kl                 "Figure 4", a link to the figure of that name
//   [@mao17]            the citation of a work in references.json; [@mao17, section 3] with a place in it, [@-mao17] the year alone
//   ## Title {#id}      a heading with the name that both languages share
//   ::: note 4 … :::    a side note on the paragraph before it; with a number, what the paper has differently
//   ::: figure kl … ::: a live figure: its first paragraph is the question, the others are the caption; between them a list of
//                       guesses, `- [x] …` the right one
//   ::: example … :::   what a section says of the two Gaussians that go through the lecture
//   ::: exercise jsd … ::: and after it ::: solution … :::, which is folded
//   ::: terms :::       the list of the terms, of glossary.json
//   ::: references :::  the list of the works that were cited

import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Marked } from "marked";
import { head, icons, pages, top, unbegun, write } from "./frame.mjs";
import { emStrongMask, escape, fence, formula, inline, math, read, whole } from "./markdown.mjs";
import { figureLink } from "./figure-links.mjs";
import { listOfTerms, withTerms } from "./terms.mjs";

const sources = fileURLToPath(new URL("../../text/lecture/", import.meta.url));
const works = JSON.parse(readFileSync(path.join(sources, "references.json"), "utf8"));

/**
 * Puts each note into one box with the paragraph that it is about, and before it: where there is a margin the note floats
 * there from the paragraph's first line. Where there is none the sheet shows it after the paragraph.
 */
function beside(tokens) {
  const boxes = [];
  for (const token of tokens.filter(({ type }) => type !== "space")) {
    boxes.push(token.type === "note" ? { type: "noted", raw: "", tokens: [token, boxes.pop()] } : token);
  }
  return boxes;
}

/** The article in one language: its HTML, its headings, and the words of its page. */
export function article(language) {
  const { words, text } = read(path.join(sources, `${language}.md`));
  const headings = [];
  const cited = new Set();
  const figures = [...text.matchAll(/^::: figure (\S+)$/gm)].map(([, name]) => name);
  let sections = 0;
  let exercises = 0;

  const work = (id) => {
    const found = works.find((one) => one.id === id);
    if (!found) throw new Error(`${language}.md cites ${id}, which references.json does not have`);
    return found;
  };
  const surname = (author) => author.replace(/^(\S+\.[- ]?)+\s*/, "").replace(/^(von|de|van|Le) (?=\S)/, "$1 ");
  const short = ({ authors, year }) => {
    const names = authors.map(surname);
    const who = names.length > 2 ? `${names[0]} ${words.others}` : names.join(` ${words.and} `);
    return [who, year].filter(Boolean).join(", ");
  };
  // Works of the same people and year are told apart by letters.
  const letter = (one) => {
    const alike = works.filter((other) => short(other) === short(one));
    return alike.length > 1 ? String.fromCharCode(97 + alike.indexOf(one)) : "";
  };
  const venue = (one) => (typeof one.venue === "string" ? one.venue : one.venue[language]);
  const full = (one) => {
    const id = one.arxiv ? `, <a href="https://arxiv.org/abs/${one.arxiv}">arXiv:${one.arxiv}</a>` : "";
    const place = one.venue === "arXiv" ? id.slice(2) : `${escape(venue(one))}${id}`;
    return `<li id="ref-${one.id}">${escape(one.authors.join(", "))}${one.year ? ` (${one.year}${letter(one)})` : ""}. <cite>${escape(one.title)}</cite>${/[!?]$/.test(one.title) ? "" : "."} ${place}.</li>`;
  };

  const marked = new Marked({
    extensions: [
      {
        name: "equation",
        level: "block",
        start: (src) => src.match(/^\$\$/m)?.index,
        tokenizer(src) {
          const [raw, number, tex] = src.match(/^\$\$ ?(\w*)\n(.*?)\n\$\$(?:\n+|$)/s) ?? [];
          return raw ? { type: "equation", raw, number, tex } : undefined;
        },
        renderer({ number, tex }) {
          const id = number ? ` id="eq-${number}"` : "";
          const link = number ? `<a class="equation-number" href="#eq-${number}">(${number})</a>` : "";
          return `<div class="equation"${id}><div class="equation-body">${formula(tex, true)}</div>${link}</div>\n`;
        },
      },
      fence("note", function ({ argument, tokens }) {
        const id = argument ? ` id="note-${argument}"` : "";
        const name = argument ? words.differs : words.remark;
        return `<aside class="note${argument ? " differs" : ""}"${id} aria-label="${escape(name)}">${
          argument ? `<p class="note-name">${escape(name)}</p>` : ""}${this.parser.parse(tokens)}</aside>\n`;
      }),
      fence("figure", function ({ argument, tokens }) {
        const [question, ...rest] = tokens.filter(({ type }) => type !== "space");
        const guesses = rest.find(({ type }) => type === "list");
        const caption = rest.filter((token) => token !== guesses);
        const number = figures.indexOf(argument) + 1;
        const choice = ({ checked, tokens }) =>
          `<button type="button" class="guess-choice"${checked ? " data-right" : ""}>${this.parser.parseInline(tokens.filter(({ type }) => type === "text").flatMap(({ tokens }) => tokens))}</button>`;
        const guess = guesses ? `<div class="guess" role="group" aria-label="${escape(words["guess.first"])}" data-of="${argument}" hidden><p class="guess-first">${
          escape(words["guess.first"])}</p>${guesses.items.map(choice).join("")}<div class="guess-said" role="status"></div></div>\n` : "";
        return `<div class="question" id="ask-${argument}">${this.parser.parse([question])}</div>
${guess}<figure id="fig-${argument}" data-figure="${argument}"><div class="figure-stage" aria-hidden="false">${unbegun(language)}</div><figcaption><a class="figure-number" href="#fig-${argument}">${
          words.figure} ${number}</a>${this.parser.parse(caption)}${figureLink(argument, language)}</figcaption></figure>\n`;
      }),
      fence("example", function ({ tokens }) {
        return `<div class="example"><p class="example-name">${escape(words.example)}</p>${this.parser.parse(tokens)}</div>\n`;
      }),
      fence("exercise", function ({ argument, tokens }) {
        return `<div class="exercise" id="exercise-${argument}"><p class="exercise-name"><a href="#exercise-${argument}">${escape(words.exercise)} ${++exercises}</a></p>${this.parser.parse(tokens)}</div>\n`;
      }),
      fence("solution", function ({ tokens }) {
        return `<details class="solution"><summary>${escape(words.solution)} <span class="unseen">${exercises}</span></summary>${this.parser.parse(tokens)}</details>\n`;
      }),
      fence("terms", function () { return listOfTerms(language, (text) => marked.parseInline(text)); }),
      fence("references", () =>
        `<ul class="references">\n${works.filter(({ id }) => cited.has(id)).map(full).join("\n")}\n</ul>\n`),
      {
        name: "noted",
        renderer({ tokens }) {
          return `<div class="noted">\n${this.parser.parse(tokens)}</div>\n`;
        },
      },
      math,
      inline("reference", /\(@(\d+\w?)\)/, ({ groups: [number] }) => `<a class="to-equation" href="#eq-${number}">(${number})</a>`),
      inline("citation", /\[@(-?)(\w+)(?:, ([^\]]+))?\]/, ({ groups: [bare, id, place] }) => {
        cited.add(id);
        const one = work(id);
        const text = (bare ? String(one.year) : short(one)) + letter(one) + (place ? `, ${place}` : "");
        return `<a class="citation" href="#ref-${id}">[${escape(text)}]</a>`;
      }),
      inline("pointer", /@([a-z]+(?:-[a-z]+)?)/, ({ groups: [name] }) => {
        if (!figures.includes(name)) throw new Error(`${language}.md speaks of the figure ${name}, which it does not have`);
        return `<a href="#fig-${name}">${words.figure} ${figures.indexOf(name) + 1}</a>`;
      }),
    ],
    hooks: { emStrongMask, processAllTokens: beside },
    renderer: {
      heading({ tokens, depth, text }) {
        const id = text.match(/\{#([\w-]+)\}\s*$/)?.[1];
        if (!id) throw new Error(`${language}.md: the heading "${text}" has no {#id}`);
        const number = depth === 3 ? `${++sections}. ` : "";
        const title = this.parser.parseInline(tokens).replace(/\s*\{#[\w-]+\}\s*$/, "");
        if (depth < 4) headings.push({ depth, id, title: number + title });
        return `<h${depth} id="${id}"><a href="#${id}">${number}${title}</a></h${depth}>\n`;
      },
      table({ header, rows }) {
        const cells = (tag, row) => `<tr>${row.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join("")}</tr>`;
        return `<div class="table"><table><thead>${cells("th", header)}</thead><tbody>${rows.map((row) => cells("td", row)).join("")}</tbody></table></div>\n`;
      },
    },
  });
  return { html: withTerms(whole(marked.parse(text)), language), headings, words };
}

/** The list of contents: sections below their parts. */
function contents(headings) {
  const item = ({ id, title }, below) =>
    `<li><a href="#${id}">${title}</a>${below.length ? `<ol>${below.map((one) => item(one, [])).join("")}</ol>` : ""}</li>`;
  const parts = [];
  for (const heading of headings) {
    if (heading.depth === 2) parts.push({ heading, below: [] });
    else parts.at(-1).below.push(heading);
  }
  return `<ol>${parts.map(({ heading, below }) => item(heading, below)).join("\n")}</ol>`;
}

/** The whole page in one language. */
export function page(language) {
  const { html, headings, words } = article(language);
  return `<!doctype html>
<html lang="${language}">
${head({
    title: words.title, description: words.description,
    sheets: ["../styles/tokens.css", "../styles/tools.css", "../styles/formulas.css", "../styles/licences.css", "lecture.css", "figures/figures.css"], modules: ["page.js", "figures/main.js"],
  })}
<body>
  ${icons}
  <a class="skip" href="#article">${escape(words.skip)}</a>
  ${top(language, words, { "../../": words.trainer, [`../slides/${pages[language]}`]: words.slides })}
  <div class="room">
    <nav class="contents" aria-labelledby="contents-title">
      <details id="contents" open>
        <summary id="contents-title">${escape(words.contents)}</summary>
        ${contents(headings)}
      </details>
    </nav>
    <main class="article" id="article" data-guess="${escape(JSON.stringify(Object.fromEntries(["noted", "show", "right", "wrong"].map((name) => [name, words[`guess.${name}`]]))))}" data-all-terms="${escape(words["terms.all"])}">
      <h1>${escape(words.title)}</h1>
${html}      <p class="licences-line"><a class="licences-link" href="../../licences.txt" data-licences>${escape(words.licences)}</a></p>
    </main>
  </div>
</body>
</html>
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) write(page);
