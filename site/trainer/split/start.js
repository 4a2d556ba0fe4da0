// The ways into the split plane and out of it: a button, a key, and Compare on the card of a demonstration. What it is made of is
// loaded with the first.

import { notify } from "../parts/announce.js";
import { shortcut } from "../parts/shortcuts.js";
import { racing } from "../race/racing.js";
import { isSplit } from "./side.js";
import { byId } from "../../common/element.js";
import { text } from "../../common/text.js";

let room = null; // split.js, once it is there

/**
 * Split the plane: A is the trainer's own experiment, B one of a link's, both from their beginning.
 * @param {string} [link] the own one's without
 * @param {boolean} [plays] as it does now, without
 */
export async function openSplit(link, plays) {
  if ("embed" in document.documentElement.dataset) return;
  try {
    room ??= await import("./split.js");
  } catch {
    notify(text("split.missing"), { bad: true });
    return;
  }
  if (!racing()) room.enter(link, plays);
}

/** Make the plane whole again, with A as it is; what is about the one experiment of the page does so first. */
export const closeSplit = () => room?.close();

const toggle = () => (isSplit() ? closeSplit() : openSplit());

/** Make the button and the keys work. */
export function startSplit() {
  byId("split").addEventListener("click", toggle);
  shortcut("b", "split.open", toggle);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !isSplit()) return;
    if (document.querySelector("dialog[open], :popover-open") || event.target.closest?.("input[type=text], select, textarea")) return;
    closeSplit();
  });
}
