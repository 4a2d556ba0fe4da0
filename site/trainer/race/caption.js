// A small plane of one of several runs, and what is said over it: its number on its colour, what it differs in, its modes.

import { element } from "../../common/element.js";
import { chip } from "./chip.js";
import { formatNumber, text } from "../../common/text.js";

/** The line over the plane of a run; what else is given stands at its end. */
export function makeCaption(run, label, ...more) {
  const number = element("span");
  const name = element("span", { class: "race-label" });
  const said = element("span", { class: "race-modes" });
  return {
    node: element("div", { class: "race-caption" }, number, name, said, ...more),
    show() {
      const m = run.measures ?? {};
      number.replaceChildren(chip(run));
      name.textContent = name.title = label(run);
      said.classList.toggle("out", Boolean(run.out));
      said.textContent = run.out ? text("race.out", { step: formatNumber(m.step) }) : m.modes_total > 0 ? `${formatNumber(m.modes)}/${formatNumber(m.modes_total)}` : "";
    },
  };
}

/** The plane of a run. */
export function makeSquare(run, label) {
  const view = element("div", { class: "view", "data-view": "plane", "data-experiment": run.name, role: "img" });
  const node = element("div", {}, view);
  return {
    node,
    show() {
      view.setAttribute("aria-label", text("race.plane", { number: run.number, label: label(run) }));
      node.classList.toggle("out", Boolean(run.out));
    },
  };
}
