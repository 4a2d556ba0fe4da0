// The address is the experiment: it follows the settings, and the settings follow it.

import { clearErrors, notify } from "./announce.js";
import { byId } from "./element.js";
import { shortcut } from "./shortcuts.js";
import { hasText, text } from "./text.js";

/** What was wrong with a field, as a sentence in the page's language. */
export function sentenceOf(error) {
  const label = `field.${error.field}.label`;
  const values = { ...error.args, field: hasText(label) ? text(label) : error.field };
  return hasText("error." + error.code) ? text("error." + error.code, values) : error.message;
}

function loadAddress() {
  clearErrors();
  const { errors } = window.saddle.load(location.hash);
  for (const error of errors) notify(sentenceOf(error), { bad: true });
}

function writeAddress() {
  const link = window.saddle.link();
  // Replacing does not fire hashchange and leaves the history alone: a slider's way is not a hundred pages.
  if (link !== location.hash) history.replaceState(null, "", link || location.pathname + location.search);
}

async function share() {
  writeAddress();
  try {
    await navigator.clipboard.writeText(location.href);
    notify(text("share.copied"), { passing: true });
  } catch {
    // Without permission, or from an insecure address: the link itself is shown, to be copied by hand.
    notify(text("share.by-hand", { link: location.href }));
  }
}

/** Load what the address says, then keep both in step. */
export function startLink() {
  // The program has begun what the address says; where it would not write it so, something in it may be wrong.
  if (location.hash !== window.saddle.link()) loadAddress();
  writeAddress();
  window.saddle.on("change", writeAddress);
  addEventListener("hashchange", loadAddress);
  byId("share").addEventListener("click", share);
  shortcut("c", "share.copy", share);
}
