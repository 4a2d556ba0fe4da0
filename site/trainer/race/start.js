// The ways into a race: a button, a key and a link. What a race is made of is loaded with the first.

import { notify } from "../parts/announce.js";
import { shortcut } from "../parts/shortcuts.js";
import { keepNow } from "../run/keeping.js";
import { closeSplit } from "../split/start.js";
import { isRace, racing, setRacing } from "./racing.js";
import { text } from "../../common/text.js";

let room = null; // race.js, once it is there

async function load() {
  try {
    room ??= await import("./race.js");
  } catch {
    notify(text("race.missing"), { bad: true });
  }
  return room;
}

/** Choose the runs of a race, and open it. */
async function choose() {
  if (await load()) room.chooseRuns(openRace);
}

/**
 * Open the race of a link, in place of one that is open; the trainer's own run stays as it is until the race is closed.
 * @param {string} link
 * @param {boolean} [entry] whether it gets an entry of its own in the browser's history: a link that was followed has one
 */
export async function openRace(link, entry = true) {
  closeSplit();
  const was = racing();
  const kept = was || keepNow();
  setRacing(true); // from now on the address is the race's
  if (await load()) {
    await kept;
    if (room.enter(link, entry, openRace)) return;
  }
  if (!was) room ? room.leave() : setRacing(false);
}

/** Go back to the trainer's own run; what is about the one experiment of the page does so first. */
export const closeRace = () => { if (racing()) room?.leave(); };

/** Make the button and the key work, and close a race when the browser goes back from it. */
export function startRace() {
  for (const button of document.querySelectorAll("[data-opens=race]")) button.addEventListener("click", choose);
  shortcut("n", "race.open", choose);
  addEventListener("popstate", () => { if (racing() && !isRace(location.hash)) room?.leave(); });
}
