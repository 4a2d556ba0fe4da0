// Whether the plane is split, and which of its sides is chosen: A, the trainer's own experiment, or B, one beside it. The program's
// functions are about the first experiment in use, and the chosen side is the first: so the settings that are seen and changed are its own.

import { byId } from "../../common/element.js";

export const own = "";
export const beside = "beside"; // B's name
const root = document.documentElement;

/** Whether the plane is split. */
export const isSplit = () => "split" in root.dataset;

/** The name of the experiment that the page is about. */
export const side = () => (root.dataset.split === "b" ? beside : own);

/** Say which side is chosen; null where the plane is whole. */
export function setSide(name) {
  if (name === null) delete root.dataset.split;
  else root.dataset.split = name === beside ? "b" : "a";
}

/** The element of the chosen side's plane. */
export const chosenPlane = () => byId(side() === beside ? "plane-beside" : "plane");

/** Begin both sides anew where a setting has restarted one of them: they stay comparable. */
export function restartBoth() {
  if (isSplit()) window.saddle.reset();
}
