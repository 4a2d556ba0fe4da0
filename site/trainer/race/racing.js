// Whether a race is open. While one is, the program's current experiment is one of the race's; the trainer's own stays as it is, unseen,
// and what shows it hears of nothing else.

import { side } from "../split/side.js";

const root = document.documentElement;

/** Whether a race is open, or on its way. */
export const racing = () => "race" in root.dataset;

/** Say that one is, or that none is any more. */
export function setRacing(on) {
  if (on) root.dataset.race = "";
  else delete root.dataset.race;
}

/** Whether a link, or an address, stands for a race. */
export const isRace = (link) => /[#&]race=/.test(link);

const measured = []; // who listens to measures

/** Listen to what the program tells of the trainer's own experiment; while the plane is split, of the side that is chosen. */
export function onOwn(event, listener) {
  window.saddle.on(event, (payload) => { if (!racing() && (payload?.experiment ?? side()) === side()) listener(payload); });
  if (event === "measures") measured.push(listener);
}

/** Tell all who listen what is known of the side that has just been chosen. */
export function tellChosen() {
  const measures = { ...window.saddle.snapshot(side()), experiment: side() };
  for (const listener of measured) listener(measures);
}
