// The slides: reveal.js turns them, the lecture's figures live in them, and one key starts a figure's demonstration.

import Reveal from "../vendor/reveal.mjs";
import "../lecture/figures/main.js";
import { byId } from "../common/element.js";
import { startLicences } from "../common/licences.js";
import { memory } from "../common/permitted.js";
import { startThemeButton } from "../lecture/theme-button.js";
import { switchTheme } from "../common/theme.js";
import { fitSlides } from "./fit.js";
import { openNotes, showNotes } from "./notes.js";

// A slide is 720 units high and as wide as the window makes it, within what the slides are written for. Upright windows, as a
// phone's, get a narrow and high one.
const height = 720;
const narrowest = 960;
const widest = 1280;
const upright = { width: 560, least: 720, most: 1240 };

// How much larger the program's marks and numbers are on a slide that is shown as it is written: numbers, of 10.5 pixels, become 15.
const marks = 1.45;

const root = document.documentElement;
const reveal = document.querySelector(".reveal");
const dialog = byId("help-dialog");

/** The size of a slide in units, for a window's. */
function sizeFor(box) {
  const shape = box.clientWidth / box.clientHeight;
  const isUpright = shape < 0.9;
  root.dataset.slide = isUpright ? "upright" : shape < 1.55 ? "square" : "wide";
  return isUpright
    ? { width: upright.width, height: Math.round(Math.min(upright.most, Math.max(upright.least, upright.width / shape))) }
    : { width: Math.round(Math.min(widest, Math.max(narrowest, height * shape))), height };
}

/** Whether a key typed at a node means something there: then it is not the deck's. */
const taken = (event) => event.defaultPrevented || document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey
  || (event.target.closest?.(".figure-stage") && event.target.closest("input, select, [role=slider]"))
  || ([" ", "Enter"].includes(event.key) && event.target.closest?.("a, button, summary"));

/** All of the page: reveal.js would leave out the program's canvas, which lies over the slides and not in them. */
function switchFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else root.requestFullscreen?.().catch(() => {}); // without, the window has to do
}

const deck = new Reveal(reveal, {
  ...sizeFor(reveal), margin: 0, minScale: 0.1, maxScale: 4,
  embedded: true, hash: true, center: false, controls: false, progress: false, overview: false, help: false, jumpToSlide: false, scrollActivationWidth: 0,
  // The program's canvas lies over the slides and would not take part in a transition.
  transition: "none", backgroundTransition: "none",
  keyboard: { 70: switchFullScreen }, // F
  keyboardCondition: (event) => !taken(event),
});

/** Give slides and marks the size that suits the window. */
function suit() {
  deck.configure(sizeFor(reveal));
  root.dataset.marks = String(Math.max(1, marks * deck.getScale()));
}

/** Starts the demonstration of the slide that is shown, or puts it back to its beginning. */
const demonstrate = () => deck.getCurrentSlide().querySelector(".figure-stage")?.dispatchEvent(new Event("demonstrate"));

function openHelp() {
  dialog.showModal();
  dialog.querySelector("[aria-current]").focus();
}

/** What the bar and the notes say of the slide that is shown. */
function show() {
  const slides = deck.getSlides();
  const slide = deck.getCurrentSlide();
  const i = slides.indexOf(slide);
  byId("place").textContent = `${i + 1} / ${slides.length}`;
  byId("previous").disabled = i === 0;
  byId("next").disabled = i === slides.length - 1;
  dialog.querySelector("[aria-current]")?.removeAttribute("aria-current");
  dialog.querySelector(`a[href="#/${slide.id}"]`)?.setAttribute("aria-current", "true");
  byId("language").hash = `/${slide.id}`;
  showNotes(slide, slides[i + 1], { number: i + 1, count: slides.length });
}

/** On paper figures lie as on an upright slide: all of one below the other. */
function startPaper() {
  addEventListener("beforeprint", () => { root.dataset.slide = "upright"; });
  addEventListener("afterprint", suit);
}

function startBar() {
  byId("previous").addEventListener("click", () => deck.prev());
  byId("next").addEventListener("click", () => deck.next());
  byId("help").addEventListener("click", openHelp);
  byId("handout").addEventListener("change", ({ target }) => { root.dataset.handout = target.checked ? "notes" : ""; });
  byId("language").addEventListener("click", () => memory.set("language", byId("language").lang));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("a")) dialog.close();
  });
  startThemeButton();
  startLicences();
}

const actions = {
  Enter: demonstrate, s: () => openNotes(deck, demonstrate), t: switchTheme, l: () => byId("language").click(), "?": openHelp,
};

/** Keys of our own; turning the slides is reveal.js's. */
function startKeys() {
  document.addEventListener("keydown", (event) => {
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action || event.repeat || taken(event)) return;
    event.preventDefault();
    action();
  });
  // Who has clicked something goes on with the deck's keys: only a control that was reached by a key keeps them.
  document.addEventListener("pointerup", () => setTimeout(() => {
    const { activeElement } = document;
    if (activeElement?.matches(".figure-stage *, .tools *") && !activeElement.matches("select")) /** @type {HTMLElement} */ (activeElement).blur();
  }));
  document.addEventListener("change", ({ target }) => { target.closest("select:not(:focus-visible)")?.blur(); });
}

await deck.initialize();
new ResizeObserver(suit).observe(reveal);
deck.on("slidechanged", show);
startBar();
startPaper();
startKeys();
fitSlides();
show();
