// Turns the two sources of the page for teachers, en.md and vi.md, into pages: `node site/tools/text/teacher.mjs FOLDER` writes
// FOLDER/index.html and FOLDER/vi.html. Beside Markdown there are
//
//   [...](slides:kl)      a link to the slide of that name; lecture:kl to the lecture's place; trainer:#... to an experiment
//   ::: worksheet … :::   what is printed for listeners; in it
//   ::: guess kl :::      the question and the guesses of the lecture's figure of that name
//   ::: exercise modes ::: the lecture's exercise of that name, without its solution

import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Marked } from "marked";
import { head, icons, pages, top, write } from "./frame.mjs";
import { emStrongMask, escape, fence, inline, math, read, whole } from "./markdown.mjs";

const texts = fileURLToPath(new URL("../../text/", import.meta.url));

/** What the worksheet takes from the lecture. */
function lecture(language) {
  const text = readFileSync(path.join(texts, `lecture/${language}.md`), "utf8");
  const found = (pattern) => Object.fromEntries([...text.matchAll(pattern)].map(([, name, ...parts]) => [name, parts]));
  return {
    guesses: found(/^::: figure (\S+)\n(.*?)\n\n((?:- \[[ x]\] [^\n]*\n)+)/gms),
    exercises: found(/^::: exercise (\S+)\n(.*?)\n:::\n/gms),
  };
}

/** The whole page in one language. */
export function page(language) {
  const { words, text } = read(path.join(texts, `teacher/${language}.md`));
  const { guesses, exercises } = lecture(language);
  const [sheetBefore, sheet] = text.match(/^(.*)^::: worksheet\n(.*)\n:::\n$/ms).slice(1);
  const places = { slides: `../slides/${pages[language]}#/`, lecture: `../lecture/${pages[language]}#`, trainer: "../../" };
  const taken = (found, name) => {
    if (!found) throw new Error(`teacher/${language}.md takes ${name} from the lecture, which does not have it`);
    return found;
  };

  const marked = new Marked({
    extensions: [
      fence("guess", ({ argument: name }) => {
        const [question, choices] = taken(guesses[name], name);
        const boxes = choices.trim().split("\n").map((line) => `<li>${marked.parseInline(line.replace(/^- \[[ x]\] /, ""))}</li>`).join("");
        return `<div class="sheet-guess">${marked.parse(question)}<ul class="boxes">${boxes}</ul><p class="sheet-line">${escape(words.why)}</p></div>\n`;
      }),
      fence("exercise", ({ argument: name }) => {
        const [exercise] = taken(exercises[name], name);
        return `<div class="sheet-exercise">${marked.parse(exercise)}</div>\n`;
      }),
      math,
      // Numbers of equations are the lecture's.
      inline("reference", /\(@(\d+\w?)\)/, ({ groups: [number] }) => `<a href="../lecture/${pages[language]}#eq-${number}">(${number})</a>`),
    ],
    hooks: { emStrongMask },
    walkTokens(token) {
      if (token.type !== "link") return;
      const [, kind, place] = token.href.match(/^(slides|lecture|trainer):(.*)$/) ?? [];
      if (kind) token.href = places[kind] + place;
    },
    renderer: {
      heading({ tokens, depth, text }) {
        const id = text.match(/\{#([\w-]+)\}\s*$/)?.[1];
        if (!id) throw new Error(`teacher/${language}.md: the heading "${text}" has no {#id}`);
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens).replace(/\s*\{#[\w-]+\}\s*$/, "")}</h${depth}>\n`;
      },
      table({ header, rows }) {
        const cells = (tag, row) => `<tr>${row.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join("")}</tr>`;
        return `<div class="table"><table><thead>${cells("th", header)}</thead><tbody>${rows.map((row) => cells("td", row)).join("")}</tbody></table></div>\n`;
      },
    },
  });
  const made = (source) => whole(marked.parse(source));
  return `<!doctype html>
<html lang="${language}">
${head({
    title: words.title, description: words.description,
    sheets: ["../styles/tokens.css", "../styles/tools.css", "../styles/formulas.css", "../styles/licences.css", "../lecture/lecture.css", "teacher.css"], modules: ["page.js"],
  })}
<body>
  ${icons}
  <a class="skip" href="#article">${escape(words.skip)}</a>
  ${top(language, words, { "../../": words.trainer, [`../lecture/${pages[language]}`]: words.article, [`../slides/${pages[language]}`]: words.slides })}
  <main class="article" id="article">
    <h1>${escape(words.title)}</h1>
${made(sheetBefore)}    <p><button class="print" id="print" type="button" hidden>${escape(words.print)}</button></p>
    <section class="worksheet">
      <p class="sheet-line sheet-name">${escape(words.name)}</p>
${made(sheet)}    </section>
    <p class="licences-line"><a class="licences-link" href="../../licences.txt" data-licences>${escape(words.licences)}</a></p>
  </main>
</body>
</html>
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) write(page);
