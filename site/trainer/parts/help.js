// Explanations, in one box for the whole page: it belongs to whatever was last pointed at, focused or asked.
// Controls with data-tip explain themselves when pointed at, focused by keyboard, or pressed long with a finger;
// a "?" button (helpButton) does so when pressed, too.

import { byId, element } from "../../common/element.js";
import { lectureLink } from "./lecture.js";
import { text, translate } from "../../common/text.js";

const box = byId("help-box");
let owner = null; // what the box explains now
let waiting = 0;  // the timer of a pointer that rests
let leaving = 0;  // the timer of a pointer that has left, and may be on its way into the box
let tabbed = false; // whether Tab moves the focus, and not a menu or dialog that gives it back as it closes

/**
 * A "?" that explains something.
 * @param {string} about key of the name of what is explained
 * @param {() => string} sentence what to show, made when it is asked for
 */
export function helpButton(about, sentence) {
  const button = Object.assign(element("button", { class: "help", type: "button", "aria-expanded": "false" }, "?"), { explanation: sentence, about, pinned: false });
  button.addEventListener("click", (event) => {
    if (owner === button && button.pinned) return hide();
    show(button, true);
    // Who goes by keys comes to the link in no other way, and back by Escape.
    if (tabbed || event.detail === 0) box.querySelector("a")?.focus({ preventScroll: true });
  });
  return button;
}

/** Write the accessible names of the "?" buttons under root, which depend on the language. */
export function nameHelpButtons(root) {
  for (const button of root.querySelectorAll(".help")) {
    button.setAttribute("aria-label", text("help.about", { name: text(button.about) }));
  }
}

/** What an anchor is about, as the lecture's places are named. */
const topicOf = (anchor) => (anchor.about ?? anchor.dataset.tip ?? "").replace(/\.(label|help)$/, "");

function content(anchor) {
  if (anchor.explanation) return [anchor.explanation()];
  const parts = [];
  if (anchor.dataset.key) parts.push(element("kbd", {}, anchor.dataset.key));
  if (anchor.dataset.label && anchor.dataset.label !== anchor.dataset.tip) parts.push(element("b", {}, text(anchor.dataset.label)));
  parts.push(text(anchor.dataset.tip));
  return parts;
}

function show(anchor, pinned = false) {
  hide();
  owner = anchor;
  anchor.pinned = pinned;
  const more = lectureLink(topicOf(anchor), "lecture.more");
  box.replaceChildren(...content(anchor), more ?? "");
  translate(box);
  box.style.inset = "0 auto auto 0"; // where it has all the width it may want
  box.showPopover();
  anchor.setAttribute("aria-describedby", box.id);
  if (anchor.explanation) anchor.setAttribute("aria-expanded", "true");

  // Under the anchor, or above it where there is no room; never out of the window.
  const at = anchor.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const below = at.bottom + 6 + size.height <= innerHeight - 8;
  const left = Math.max(8, Math.min(at.left + at.width / 2 - size.width / 2, innerWidth - size.width - 8));
  const top = below ? at.bottom + 6 : Math.max(8, at.top - size.height - 6);
  box.style.inset = `${top}px auto auto ${left}px`;
}

function hide() {
  clearTimeout(waiting);
  clearTimeout(leaving);
  if (!owner) return;
  owner.removeAttribute("aria-describedby");
  if (owner.explanation) owner.setAttribute("aria-expanded", "false");
  owner.pinned = false;
  owner = null;
  box.hidePopover();
}

/** What explains itself at or around a node. A row's name stands for the row's "?". */
function anchorOf(node) {
  const found = node.closest?.("[data-tip], .help, .row-name, .chart-head h3, dt");
  if (!found || found.matches("[data-tip], .help")) return found;
  return found.querySelector(".help");
}

/** Listen, once for the whole page. */
export function startHelp() {
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const anchor = anchorOf(event.target);
    clearTimeout(leaving);
    if (anchor === owner || box.contains(event.target)) return;
    if (owner && !owner.pinned) leaving = setTimeout(hide, 200);
    clearTimeout(waiting);
    if (anchor) waiting = setTimeout(() => { if (!owner?.pinned) show(anchor); }, 450);
  });
  document.addEventListener("focusin", (event) => {
    if (tabbed && event.target.closest?.("[data-tip], .help")) show(event.target.closest("[data-tip], .help"));
    else if (!owner?.contains(event.target) && !box.contains(event.target)) hide();
  });
  document.addEventListener("pointerdown", (event) => {
    tabbed = false;
    if (box.contains(event.target)) return;
    const anchor = event.target.closest?.("[data-tip], .help");
    if (anchor !== owner || !anchor?.matches(".help")) hide();
    if (event.pointerType === "touch" && anchor?.dataset.tip) waiting = setTimeout(() => show(anchor, true), 500);
  });
  document.addEventListener("pointerup", () => clearTimeout(waiting));
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  document.addEventListener("presenting", hide); // What it is about may be gone, and Escape is to end presenting.
  document.addEventListener("keydown", (event) => {
    tabbed = event.key === "Tab";
    // Escape closes the box and nothing else.
    if (event.key === "Escape" && owner) {
      if (box.contains(document.activeElement)) owner.focus();
      hide();
      event.stopImmediatePropagation();
      event.preventDefault();
    }
  }, { capture: true });
}
