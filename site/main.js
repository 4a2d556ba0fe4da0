// The page, in the order it happens: text and the bare controls, the program, then everything that needs it.

import { startCharts } from "./charts.js";
import { startControls } from "./controls.js";
import { startCovering } from "./covering.js";
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

const { saddle } = window;
const { resolve: beReady } = saddle;

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

async function main() {
  const program = load();
  startHelp();
  startTheme();
  await setLanguage(language());
  if (!(await program)) return;

  startTransport();
  startViews();
  startDrawing();
  startControls();
  startLink();
  startNumbers();
  startLanguage();
  startShortcuts();
  startCovering();
  shortcut("t", "shortcut.theme", switchTheme);
  onTheme((name) => saddle.theme(name));
  saddle.theme(theme());
  saddle.on("error", ({ message }) => notify(text("program.error", { message }), { bad: true }));
  // Not before the page is in step with the program: what others do then is not undone by what the page does first.
  beReady();
  // Last, and not waited for: the points are on the screen before the library of charts has come.
  startCharts();
}

main();
