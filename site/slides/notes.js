// What the speaker reads: a window of its own, with the notes of the slide that is shown, the title of the next one and the time.
// It belongs to this page and loads nothing, so it is there from a disk too, and the deck is not trained twice.

import { element } from "../common/element.js";
import { formatNumber, text } from "../common/text.js";

let view = null; // the window's parts, once it has been opened
let shown = [];

const two = (number) => String(number).padStart(2, "0");

/** Minutes and seconds, or hours before them. */
function clock(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

function build(other, deck, demonstrate) {
  const { document: page } = other;
  page.title = text("slides.notes");
  page.documentElement.lang = document.documentElement.lang;
  // A sheet and not an element with one: the window has this page's policy, which takes no styles from within a page.
  const sheet = new other.CSSStyleSheet();
  sheet.replaceSync(`
    :root { color-scheme: light dark; font: 22px/1.5 Georgia, serif; }
    body { display: grid; grid-template-rows: auto 1fr auto; gap: 16px; min-height: 100vh; margin: 0; padding: 20px 26px; box-sizing: border-box; }
    header { display: flex; align-items: baseline; gap: 18px; font: 18px/1.3 sans-serif; }
    header span:last-of-type { margin-left: auto; font-variant-numeric: tabular-nums; }
    h1 { font-size: 26px; margin: 0 0 10px; }
    p { margin: 0 0 12px; }
    footer { border-top: 1px solid; padding-top: 12px; font: 18px/1.4 sans-serif; }
    button { font: inherit; }`);
  page.adoptedStyleSheets = [sheet];
  const place = element("span");
  const time = element("span", { role: "timer" });
  const again = element("button", { type: "button", onclick: () => { start = Date.now(); tick(); again.blur(); } }, text("slides.restart"));
  const title = element("h1");
  const words = element("div");
  const next = element("footer");
  let start = Date.now();
  const tick = () => {
    if (other.closed) clearInterval(timer);
    else time.textContent = clock(Date.now() - start);
  };
  page.body.replaceChildren(element("header", {}, place, time, again), element("main", {}, title, words), next);
  const timer = setInterval(tick, 1000);
  tick();
  // The deck's keys work here too: the speaker's hands are where the notes are.
  const keys = { ArrowRight: () => deck.next(), " ": () => deck.next(), PageDown: () => deck.next(), ArrowLeft: () => deck.prev(), PageUp: () => deck.prev(), Enter: demonstrate };
  page.addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.target.closest("button")) return;
    event.preventDefault();
    keys[event.key]();
  });
  return { other, place, title, words, next };
}

/** Open the window, or bring it to the front. */
export function openNotes(deck, demonstrate) {
  if (view && !view.other.closed) return view.other.focus();
  const other = open("", "saddle-notes", "width=760,height=620");
  // By failure.js, as a frame with a sandbox has no alerts either.
  if (!other) return document.dispatchEvent(new CustomEvent("failure", { detail: text("slides.blocked") }));
  view = build(other, deck, demonstrate);
  showNotes(...shown);
}

/** Say of which slide the notes are to be, and which one is next. */
export function showNotes(slide, next, place) {
  shown = [slide, next, place];
  if (!view) return;
  const { number, count } = place;
  view.place.textContent = `${formatNumber(number)} / ${formatNumber(count)}`;
  view.title.textContent = slide.dataset.title;
  view.words.replaceChildren(...slide.querySelector(".notes").cloneNode(true).childNodes);
  view.next.textContent = next ? text("slides.upcoming", { title: next.dataset.title }) : text("slides.last");
}
