// What a term means, beside the word: for who points at it, comes to it by keys, or taps it. The words are those of the list of terms, to
// which each marked word is a link, also without this script.

import { element } from "../common/element.js";

const gap = 6;

/** Has each link to a term show its entry. */
export function startTerms(article) {
  const meaning = element("div", {});
  const all = element("a", { href: "#terms" }, article.dataset.allTerms);
  const card = element("div", { class: "term-card", id: "term-card", role: "tooltip", hidden: true }, meaning, all);
  article.append(card);
  let shown = null;
  let leaving = 0;

  function hide() {
    clearTimeout(leaving);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    card.hidden = true;
  }

  function show(word) {
    clearTimeout(leaving);
    if (shown === word) return;
    hide();
    const entry = document.getElementById(word.hash.slice(1));
    if (!entry) return;
    shown = word;
    meaning.replaceChildren(...[...entry.children].map((part) => {
      const copy = element("p", {});
      copy.append(...[...part.childNodes].map((node) => node.cloneNode(true)));
      if (part.matches("dt")) copy.className = "term-name";
      return copy;
    }));
    word.setAttribute("aria-describedby", card.id);
    card.hidden = false;
    // Below the word, or above it where there is no room, and never beyond the window.
    const [line] = word.getClientRects();
    const origin = article.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = card;
    const left = Math.max(8, Math.min(line.left, document.documentElement.clientWidth - width - 8));
    const top = line.bottom + gap + height > innerHeight && line.top - gap - height > 60 ? line.top - gap - height : line.bottom + gap;
    card.style.left = `${left - origin.left}px`;
    card.style.top = `${top - origin.top}px`;
  }

  // A pointer may go from the word to its card.
  const leave = () => { leaving = setTimeout(hide, 250); };
  for (const word of article.querySelectorAll("a.term")) {
    word.addEventListener("pointerenter", ({ pointerType }) => { if (pointerType === "mouse") show(word); });
    word.addEventListener("pointerleave", ({ pointerType }) => { if (pointerType === "mouse" && shown === word) leave(); });
    word.addEventListener("focus", () => show(word));
    word.addEventListener("blur", ({ relatedTarget }) => { if (shown === word && !card.contains(relatedTarget)) hide(); });
    word.addEventListener("click", (event) => {
      event.preventDefault();
      show(word);
    });
  }
  card.addEventListener("pointerenter", () => clearTimeout(leaving));
  card.addEventListener("pointerleave", ({ pointerType }) => { if (pointerType === "mouse") leave(); });
  all.addEventListener("click", hide);
  addEventListener("keydown", ({ key }) => { if (key === "Escape") hide(); });
  addEventListener("pointerdown", ({ target }) => { if (shown && target !== shown && !card.contains(/** @type {Node} */ (target))) hide(); });
  addEventListener("resize", hide);
}
