// The address is the experiment: it follows the settings, and the settings follow it.

import { clearErrors, notify } from "../parts/announce.js";
import { openDefault } from "./ended.js";
import { entryNumber, openKept } from "./keeping.js";
import { isRace, onOwn, racing } from "../race/racing.js";
import { own, side } from "../split/side.js";
import { closeSplit } from "../split/start.js";
import { sayIfSlow } from "../settings/slow.js";
import { formatNumber, hasText, text } from "../../common/text.js";

const most = 4; // notices about one link

/** What was wrong with a field, as a sentence in the page's language. */
export function sentenceOf(error) {
  if (!hasText("error." + error.code)) return error.message;
  const { value, other, choice } = error.args;
  const label = (name) => (hasText(`field.${name}.label`) ? text(`field.${name}.label`) : name);
  const named = (name, given) => (hasText(`choice.${name}.${given}.label`) ? text(`choice.${name}.${given}.label`) : given);
  return text("error." + error.code, {
    ...error.args, field: label(error.field), other: label(other), value: named(error.field, value), choice: named(other, choice),
  });
}

let heeded = location.hash; // what of the address the page has loaded or written; the browser may have gone on since
/** @type {(link: string, entry: boolean) => void} */
let openRace = () => {};

/** Load what the address says. Where that would hold the page up, it waits for a word, and the way back leads to what there was. */
export function loadAddress() {
  const { saddle } = window;
  closeSplit();
  heeded = location.hash;
  if (isRace(location.hash) && !("embed" in document.documentElement.dataset)) return void openRace(location.hash, false);
  clearErrors();
  const former = { link: saddle.link(), slow: saddle.slow(), playing: saddle.playing };
  const { errors } = saddle.load(location.hash);
  const shown = errors.length <= most ? errors : errors.slice(0, most - 1);
  for (const error of shown) notify(sentenceOf(error), { bad: true });
  if (shown.length < errors.length) notify(text("link.more", { count: formatNumber(errors.length - shown.length) }), { bad: true });
  const back = () => {
    saddle.load(former.link);
    if (former.playing) saddle.play();
  };
  const changed = saddle.link() !== former.link;
  sayIfSlow(changed && !former.slow ? ["slow.keep", back] : ["ended.default", openDefault]);
}

/** How long a link may be to be given away, in characters: mail and chats cut off what is longer. */
export const longestShared = 32_768;

/** The address at which a link opens; it leaves the present one, but for its end, as it is. */
export function addressOf(link) {
  const { href } = location;
  return href.slice(0, href.length - location.hash.length).replace(/#$/, "") + link;
}

// Runs are numbered by each load of the page for itself.
const life = String(crypto.getRandomValues(new Uint32Array(1))[0]);
let newest = 0; // run

/**
 * Write the experiment into the page's entry in the browser's history; another experiment gets an entry of its own, so that Back
 * leads to this one again. Replacing leaves the history alone: a slider's way is not a hundred pages.
 */
function writeAddress() {
  const { saddle } = window;
  if (racing() || side() !== own || saddle.pending || location.hash !== heeded) return; // What there is now is about to be left.
  const { id, begun } = saddle.timeline();
  const state = history.state ?? {};
  const isNew = id > newest;
  newest = Math.max(newest, id);
  if (saddle.address() === location.hash && state.life === life && state.run === id) return;
  const next = { life, run: id, begun };
  try {
    if (isNew && state.life === life && state.begun !== begun) history.pushState(next, "", addressOf(saddle.address()));
    else history.replaceState({ ...state, ...next }, "", addressOf(saddle.address()));
    heeded = location.hash;
    entryNumber();
  } catch {
    // Some pages have no address to be written, and some browsers count how often it is: then the address is behind.
  }
}

/** Whether the experiment is the address's, and nothing that was asked for before is about to make it another. */
const isLoaded = () => !window.saddle.pending && location.hash === window.saddle.address();

/** Go to the run of the entry that the browser has gone to, as it was left; one of another load of the page may have been kept. */
async function follow({ state }) {
  const { saddle } = window;
  closeSplit();
  if (state?.life === life) {
    heeded = location.hash;
    if ((saddle.pending || state.run !== saddle.timeline().id) && !saddle.branch(state.run)) loadAddress(); // It has been forgotten.
  } else if (typeof state?.kept === "string") {
    heeded = location.hash;
    if (!(await openKept(state.kept)) && !isLoaded()) loadAddress();
  }
}

/**
 * Load what the address says, then keep both in step.
 * @param {(link: string, entry: boolean) => void} race opens a link's race
 */
export function startLink(race) {
  openRace = race;
  // The program has begun what the address says; where it would not write it so, something in it may be wrong.
  if (location.hash !== window.saddle.address() || window.saddle.slow() > 0) loadAddress();
  writeAddress();
  onOwn("change", writeAddress);
  addEventListener("popstate", follow);
  addEventListener("hashchange", () => {
    // What follow goes to is no address to be loaded.
    const { state } = history;
    if (state?.life === life || typeof state?.kept === "string") return;
    if (!isLoaded()) loadAddress();
  });
}
