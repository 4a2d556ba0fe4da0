// A run's number on its colour: the same on its plane, its curve's name and its row.

import { element } from "../../common/element.js";

/** The chip of a run, which has a number and a colour's number. */
export const chip = ({ number, colour }) => element("b", { class: "race-chip", style: `--run: var(--run-${colour})` }, String(number));
