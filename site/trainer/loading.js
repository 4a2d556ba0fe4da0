// The trainer's way from an address to a running program: the bar, and the sentence where it does not come.

import { byId } from "../common/element.js";
import { noteStopped } from "./run/ended.js";
import { load as loadProgram, reasonOf } from "../common/program.js";
import { hasText, onLanguage, text } from "../common/text.js";

let shown = () => text("loading.start");
let fraction = 0;

function show(sentence) {
  shown = sentence;
  if (hasText("loading.start")) byId("loading-text").textContent = shown();
}

function progress(part) {
  fraction = Math.max(fraction, Math.min(part, 1));
  const percent = Math.round(fraction * 100);
  const bar = byId("loading-bar");
  bar.setAttribute("aria-valuenow", String(percent));
  bar.firstElementChild.style.width = percent + "%";
  show(() => text("loading.progress", { percent }));
}

function fail(error) {
  console.error(error);
  byId("loading").hidden = false;
  byId("loading-bar").hidden = true;
  byId("loading").classList.add("failed");
  byId("loading-text").setAttribute("role", "alert");
  show(() => reasonOf(error, text));
}

/**
 * Load and start the program, which first.js has asked for already; it fills window.saddle. Resolves to whether it runs: if not, the page
 * says why. It does not run before the page has its words, and is rejected where those do not come.
 * @param {Promise} words
 */
export async function load(words) {
  const { saddle } = window;
  const { program: begun, module } = saddle;
  for (const name of ["simd", "program", "module"]) delete saddle[name];
  onLanguage(() => show(shown));
  try {
    const { ended } = await loadProgram({ tell: progress, starting: () => show(() => text("loading.starting")), begun, module, words });
    ended.catch((error) => { noteStopped(); fail(error); });
    byId("loading").hidden = true;
    return true;
  } catch (error) {
    await words; // Without them there is no sentence for anything, and that is what has to be said.
    fail(error);
    return false;
  }
}
