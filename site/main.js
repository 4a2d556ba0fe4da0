// The page, in the order it happens: text and the bare controls, the program, then everything that needs it.

import { startCharts } from "./charts.js";
import { startControls } from "./controls.js";
import { startDrawing } from "./drawing.js";
import { byId } from "./element.js";
import { startHelp } from "./help.js";
import { startLink } from "./link.js";
import { load } from "./loading.js";
import { startNumbers } from "./numbers.js";
import { startShortcuts, shortcut } from "./shortcuts.js";
import { chooseLanguage, language, languages, onLanguage, setLanguage, text } from "./text.js";
import { onTheme, startTheme, switchTheme, theme } from "./theme.js";
import { startTransport } from "./transport.js";
import { startViews } from "./views.js";
import { notify } from "./announce.js";

// The program finds this object, adds its functions, and calls resolve when all are there.
const saddle = {};
saddle.ready = new Promise((resolve) => { saddle.resolve = resolve; });
window.saddle = saddle;

function startLanguage() {
  const button = byId("language");
  const other = () => (language() === "en" ? "vi" : "en");
  const show = () => {
    button.textContent = languages[other()];
    button.lang = other();
  };
  const change = () => chooseLanguage(other());
  button.addEventListener("click", change);
  shortcut("l", "language.switch", change);
  onLanguage(show);
  show();
}

/** A view that the plane, which stays in place while the page scrolls, would lie over must not be drawn on it. */
function hideCoveredViews() {
  const plane = byId("plane");
  const cover = () => {
    for (const view of document.querySelectorAll("[data-view]")) {
      if (plane.contains(view)) continue;
      const at = view.parentElement.getBoundingClientRect();
      const stage = plane.parentElement.getBoundingClientRect();
      const panel = view.closest(".groups").getBoundingClientRect();
      const covered = at.left < stage.right && at.right > stage.left && at.top < stage.bottom && at.bottom > stage.top;
      const cut = getComputedStyle(view.closest(".groups")).overflowY !== "visible" && (at.top < panel.top || at.bottom > panel.bottom);
      view.classList.toggle("covered", covered || cut);
    }
  };
  addEventListener("scroll", cover, { capture: true, passive: true });
  addEventListener("resize", cover);
  cover();
}

async function main() {
  const program = load(saddle.ready);
  startHelp();
  startTheme();
  const texts = setLanguage(language());
  await texts;
  if (!(await program)) return;

  startLink();
  startTransport();
  startViews();
  startDrawing();
  startControls();
  startNumbers();
  startLanguage();
  startShortcuts();
  hideCoveredViews();
  shortcut("t", "shortcut.theme", switchTheme);
  onTheme((name) => saddle.theme(name));
  saddle.theme(theme());
  saddle.on("error", ({ message }) => notify(text("program.error", { message }), { bad: true }));
  // Last, and not waited for: the points are on the screen before the library of charts has come.
  startCharts();
}

main();
