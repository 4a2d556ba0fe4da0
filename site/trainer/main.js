// The page, in the order it happens: text and the bare controls, the program, then everything that needs it.

import { startArriving } from "./run/arriving.js";
import { startCharts } from "./readings/charts.js";
import { startControls } from "./settings/controls.js";
import { startAsking } from "./plane/asking.js";
import { startCovering } from "./plane/covering.js";
import { startDiagnosis } from "./readings/diagnosis.js";
import { startData } from "./data/start.js";
import { startDrawing } from "./drawing/start.js";
import { byId } from "../common/element.js";
import { followQuery, startEmbed } from "./embed/embed.js";
import { lookBack, tellEnded } from "./run/ended.js";
import { openFile, startFiles } from "./share/files.js";
import { startHelp } from "./parts/help.js";
import { startKeeping } from "./run/keeping.js";
import { startLicences } from "../common/licences.js";
import { startHidden } from "./run/hidden.js";
import { startLink } from "./run/link.js";
import { memory } from "../common/permitted.js";
import { load } from "./loading.js";
import { startMessages } from "./embed/messages.js";
import { passKeysOn } from "./embed/keys.js";
import { startNumbers } from "./readings/numbers.js";
import { keepOffline } from "../common/offline.js";
import { startPresenting } from "./presenting.js";
import { startPresets } from "./settings/presets.js";
import { startPrint } from "./share/print.js";
import { openRace, startRace } from "./race/start.js";
import { startSplit } from "./split/start.js";
import { startShare } from "./share/share.js";
import { startShortcuts, shortcut } from "./parts/shortcuts.js";
import { startSlow } from "./settings/slow.js";
import { chooseLanguage, formatNumber, language, languages, onLanguage, setLanguage, text } from "../common/text.js";
import { onTheme, startTheme, switchTheme, theme } from "../common/theme.js";
import { startTimeline, startUndo } from "./run/timeline.js";
import { startTransport } from "./run/transport.js";
import { startViews } from "./plane/views.js";
import { welcome } from "./welcome.js";
import { notify } from "./parts/announce.js";

const { saddle } = window;
const { resolve: beReady } = saddle;

/** The language that the button leads to: the next that there is a table of. */
function otherLanguage() {
  const names = Object.keys(languages);
  return names[(names.indexOf(language()) + 1) % names.length];
}
const switchLanguage = () => chooseLanguage(otherLanguage())
  .catch(({ file }) => notify(text("language.missing", { language: languages[otherLanguage()], name: file }), { bad: true }));

function startLanguage() {
  const button = byId("language");
  const show = () => {
    button.textContent = languages[otherLanguage()];
    button.lang = otherLanguage();
    button.dataset.short = otherLanguage().toUpperCase();
    for (const link of document.querySelectorAll("[data-href-en]")) link.href = link.getAttribute(`data-href-${language()}`) ?? link.getAttribute("data-href-en");
  };
  button.addEventListener("click", switchLanguage);
  onLanguage(show);
  // A search engine that runs scripts finds the page in the language it has asked for.
  onLanguage(() => { document.querySelector("meta[name=description]").content = text("page.description"); });
  show();
}

// The page's controls take longer than the first picture, so they come after it, and after the browser has shown it. In a tab that
// is not seen there are no frames to wait for, and no picture.
const shown = () => document.hidden || window.saddle.stats().drawn;
const nextFrame = () => new Promise((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, 300);
});
async function firstPicture() {
  const end = performance.now() + 3000; // without graphics there is none
  do await nextFrame(); while (!shown() && performance.now() < end);
  await nextFrame();
}

/** Who opens the page for the first time, and not by somebody's link, is shown around. */
const isFirstVisit = () => !memory.get("welcomed") && location.search === "" && location.hash === "" && window.parent === window;

async function main() {
  startEmbed();
  lookBack();
  const words = setLanguage(language());
  const program = load(words);
  startMessages(program);
  const first = isFirstVisit();
  startHelp();
  startTheme();
  startLanguage();
  startLicences();
  await words;
  if (!(await program)) return; // The page says why.
  await firstPicture();

  if (first) welcome();
  startTransport();
  startTimeline();
  startUndo();
  startViews();
  startDrawing();
  startControls();
  startHidden();
  startPresets();
  startSlow();
  startArriving();
  startRace();
  startPresenting(); // before what Escape closes behind it
  startSplit();
  startLink(openRace);
  startShare();
  startFiles();
  startData(openFile);
  tellEnded();
  followQuery();
  startNumbers();
  startDiagnosis();
  startShortcuts();
  passKeysOn();
  startCovering();
  startAsking();
  startPrint();
  shortcut("l", "language.switch", switchLanguage);
  shortcut("t", "shortcut.theme", switchTheme);
  onTheme((name) => saddle.theme(name));
  saddle.theme(theme());
  const sentences = { graphics: "program.graphics", failed: "program.failed" };
  saddle.on("error", ({ code, message }) => notify(text(sentences[code], { message }), { bad: true }));
  saddle.on("restarted", ({ step, again }) => notify(text(again ? "program.restarted-again" : "program.restarted", { step: formatNumber(step) }), { bad: true }));
  // Not before the page is in step with the program: what others do then is not undone by what the page does first.
  beReady();
  // Last, and not waited for: the points are on the screen before the library of charts has come.
  startCharts();
  startKeeping();
  keepOffline();
}

// What ends it before its end is said by failure.js; then nobody trains either.
main().then(() => document.dispatchEvent(new Event("running")), (error) => {
  saddle.pause?.();
  throw error;
});
