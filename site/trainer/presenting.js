// Presenting: the plane and two charts in large type, on the full screen where the browser lets us, and controls that hide while nobody
// needs them. styles/presenting.css lays it out.

import { shortcut } from "./parts/shortcuts.js";
import { racing } from "./race/racing.js";

const root = document.documentElement;
const larger = 1.6; // how much larger the plane's marks and numbers are
const rest = 2500; // ms after which the controls hide

const isOn = () => "presenting" in root.dataset;
let waiting = 0;

/** Tell what draws type of its own that it has another size now. */
const tell = () => document.dispatchEvent(new Event("presenting"));

/** The controls are there for a while. */
function wake() {
  clearTimeout(waiting);
  root.dataset.presenting = "awake";
  waiting = setTimeout(() => { root.dataset.presenting = ""; }, rest);
}

function toggle() {
  const on = !isOn();
  if (on && racing()) return;
  if (on) {
    wake();
    root.dataset.marks = String(larger);
    root.requestFullscreen?.().catch(() => {}); // without, the window has to do
  } else {
    clearTimeout(waiting);
    delete root.dataset.presenting;
    delete root.dataset.marks;
    if (document.fullscreenElement) document.exitFullscreen();
  }
  tell();
}

/** Make the key work. */
export function startPresenting() {
  shortcut("f", "shortcut.presenting", toggle);
  for (const event of ["pointermove", "pointerdown", "focusin"]) document.addEventListener(event, () => { if (isOn()) wake(); });
  addEventListener("resize", () => { if (isOn()) tell(); }); // type is a share of the window
  // The browser has its own way out of the full screen, which is Escape; where there is none, it is Escape, too.
  document.addEventListener("fullscreenchange", () => { if (isOn() && !document.fullscreenElement) toggle(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !isOn() || document.querySelector("[popover=auto]:popover-open, dialog[open]")) return;
    event.preventDefault();
    toggle();
  });
}
