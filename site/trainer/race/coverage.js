// Who covered what when: the step at which each run was first measured to have captured so many modes.

import { element } from "../../common/element.js";
import { helpButton, nameHelpButtons } from "../parts/help.js";
import { chip } from "./chip.js";
import { formatNumber, text, translate } from "../../common/text.js";

const most = 8; // columns

/** Numbers of modes to ask about: all of them up to eight, else evenly as many, with the last. */
const asked = (total) => (total <= most ? Array.from({ length: total }, (_, i) => i + 1) : Array.from({ length: most }, (_, i) => Math.round(((i + 1) * total) / most)));

/** Make the table of the runs. */
export function makeCoverage(runs, label) {
  const table = element("table");
  const node = element("section", { class: "race-coverage", hidden: true },
    element("h3", {}, element("span", { "data-text": "race.coverage" }), helpButton("race.coverage", () => text("race.coverage.help"))),
    element("div", { class: "race-table", tabindex: "0", role: "group", "data-label": "race.coverage" }, table));
  translate(node);
  nameHelpButtons(node);
  return {
    node,
    show() {
      const total = Math.max(0, ...runs.map(({ measures }) => measures?.modes_total ?? 0));
      node.hidden = total === 0;
      if (total === 0) return;
      const counts = asked(total);
      const first = counts.map((count) => Math.min(...runs.map((run) => run.covered[count] ?? Infinity)));
      table.replaceChildren(
        element("thead", {}, element("tr", {}, element("th", { scope: "col" }, text("race.coverage.modes")), ...counts.map((count) => element("th", { scope: "col" }, formatNumber(count))))),
        element("tbody", {}, ...runs.map((run) => element("tr", {}, element("th", { scope: "row" }, element("span", { class: "race-who" }, chip(run), element("span", {}, label(run)))),
          ...counts.map((count, i) => {
            const step = run.covered[count];
            return element("td", { class: step !== undefined && step === first[i] ? "best" : "" }, step === undefined ? "–" : formatNumber(step));
          })))));
    },
  };
}
