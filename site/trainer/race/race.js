// A race: two to nine runs side by side that differ in what a link says, in place of the trainer's own until it is closed.

import { announce, clearErrors, notify } from "../parts/announce.js";
import { byId, element } from "../../common/element.js";
import { addressOf, sentenceOf } from "../run/link.js";
import { applySpeed } from "../run/transport.js";
import { shareSeveral } from "../share/share.js";
import { differing, labelOf, worded } from "./label.js";
import { askForRuns } from "./form.js";
import { makeGoing } from "./going.js";
import { startKeys } from "./keys.js";
import { setRacing } from "./racing.js";
import { beginRuns, momentOf } from "./runs.js";
import { makeView } from "./view.js";
import { formatNumber, onLanguage, text } from "../../common/text.js";
import { onTheme } from "../../common/theme.js";

let open = null; // the race that is: {race, view, going, found, sleep}

onLanguage(() => open?.view.say());
onTheme(() => open?.view.recolour());
// Who trains on has not the patience to go to a step.
window.saddle.on("change", () => { if (window.saddle.playing) open?.going.stop(); });

// Printed, a race is its picture.
let sheet;
addEventListener("beforeprint", () => { if (open) document.body.append((sheet = element("main", { class: "sheet race-sheet" }, open.view.picture()))); });
addEventListener("afterprint", () => sheet?.remove());

/** Have a person choose the runs; `start` is called with their link. */
export const chooseRuns = (start) => askForRuns(open?.found.text ?? null, open ? open.found.base : window.saddle.link(), start);

/** End the race that is open. */
function end() {
  if (!open) return;
  const { race, view, going, sleep } = open;
  open = null;
  going.stop();
  race.end();
  view.remove();
  sleep();
}

/** End what is open, and show the trainer's own run again, as it was left. */
export function leave() {
  end();
  shareSeveral(null);
  setRacing(false);
  window.saddle.use(""); // tells all that shows the trainer's own
  applySpeed();
  byId("stage-title").closest("main").hidden = false;
}

/** The link of the race as it is, with the step that the runs are at where all are at the same. */
function linkAt(step) {
  const { base, text: differ } = open.found;
  return `${base || "#"}${base ? "&" : ""}${step ? `at=${step}&` : ""}race=${differ}`;
}

/** Go on with one of the runs as the trainer's own, from where it is. */
function take(run) {
  const link = momentOf(run);
  leave();
  window.saddle.load(link);
  announce(text("race.taken", { number: run.number }));
}

/** Open the race of a link; returns whether there is one. What is wrong with the link is said. */
export function enter(link, entry, start) {
  const { saddle } = window;
  clearErrors();
  const found = saddle.sweep(undefined, link);
  for (const error of found.errors) notify(sentenceOf(error), { bad: true });
  if (found.runs.length === 0) {
    if (open) writeAddress(open.found.link, false);
    return false;
  }
  for (const { label, error } of found.left) notify(text("race.left", { label: labelOf(label), reason: sentenceOf(worded(error)) }));
  end();

  const race = beginRuns(found.runs, () => view.show());
  const going = makeGoing(race, (to) => view.tellGoing(to));
  const view = makeView(race, found, {
    take,
    close: leave,
    choose: () => chooseRuns(start),
    go: (step) => going.to(step),
    stop: () => going.stop(),
  });
  open = { race, going, view, found, sleep: startKeys(view) };
  byId("stage-title").closest("main").hidden = true;
  applySpeed();
  shareSeveral(() => {
    const [low, high] = race.span() ?? [0, 0];
    return { step: high, fresh: high === 0 || low !== high, link: linkAt(low === high ? high : 0), beginning: linkAt(0), note: "race.share.note" };
  });
  writeAddress(found.link, entry);
  announce(text("race.opened", { count: formatNumber(found.runs.length), names: differing(found.runs) }));
  const paused = !entry && (new URLSearchParams(location.search).has("paused") || saddle.atRest);
  if (found.steps > 0) going.to(found.steps);
  else if (!paused) saddle.play();
  race.refresh();
  return true;
}

function writeAddress(link, entry) {
  try {
    if (entry) history.pushState({}, "", addressOf(link));
    else history.replaceState({}, "", addressOf(link));
  } catch {
    // Some pages have no address to be written.
  }
}
