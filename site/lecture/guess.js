// The reader commits before a figure answers: a guess is made by a click, the figure begins, and when it has shown what it has to, the
// right guess is marked. Who does not want to wait, or has no figure, asks for the answer. Nothing is kept.

import { element } from "../common/element.js";

function startGuess(group, words) {
  const stage = document.querySelector(`#fig-${group.dataset.of} .figure-stage`);
  const choices = [...group.querySelectorAll(".guess-choice")];
  const said = group.querySelector(".guess-said");
  let guessed = null;

  function answer() {
    const right = choices.find((choice) => "right" in choice.dataset);
    for (const [choice, mark] of [[guessed, "✗"], [right, "✓"]]) choice.dataset.mark = mark;
    said.replaceChildren(element("p", { "data-correct": String(guessed === right) }, guessed === right ? words.right : words.wrong));
  }

  function guess(choice) {
    guessed = choice;
    group.dataset.guessed = "";
    for (const one of choices) one.disabled = one !== choice;
    choice.setAttribute("aria-pressed", "true");
    if (stage.dataset.state !== "ready" && stage.dataset.state !== "waiting") {
      answer();
      return;
    }
    said.replaceChildren(element("p", {}, words.noted), element("button", { type: "button", class: "guess-show", onclick: answer }, words.show));
    stage.addEventListener("shown", answer, { once: true });
    stage.dataset.guessed = "";
    stage.dispatchEvent(new Event("guessed"));
    stage.scrollIntoView({ block: "nearest" });
  }

  for (const choice of choices) choice.addEventListener("click", () => { if (!guessed) guess(choice); });
  group.hidden = false;
}

/** Has the guesses of an article's figures be made. */
export function startGuesses(article) {
  const words = JSON.parse(article.dataset.guess);
  for (const group of article.querySelectorAll(".guess")) startGuess(group, words);
}
