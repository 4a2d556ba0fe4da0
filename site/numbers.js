// Where the run is now, in five numbers: with modes where the cloud has them, with distances where it has none.

import { byId, element } from "./element.js";
import { helpButton, nameHelpButtons } from "./help.js";
import { formatNumber, onLanguage, text, translate } from "./text.js";

const percent = (share) => (share == null || !Number.isFinite(share) ? "–" : formatNumber(share * 100, 3) + " %");

const withModes = ["step", "speed", "modes", "high_quality", "jsd"];
const withoutModes = ["step", "speed", "sliced_w", "kl_data_model", "jsd"];

const write = {
  step: (m) => formatNumber(m.step),
  speed: () => formatNumber(Math.round(window.saddle.stats().stepsPerSecond)),
  modes: (m) => text("numbers.of", { count: m.modes, total: m.modes_total }),
  high_quality: (m) => percent(m.high_quality),
};

/** Make the list and keep it up with the measures. */
export function startNumbers() {
  const list = byId("numbers");
  let names = [];
  let latest = window.saddle.snapshot();

  function show(measures) {
    latest = measures;
    const wanted = measures.modes_total > 0 ? withModes : withoutModes;
    if (names !== wanted) {
      names = wanted;
      list.replaceChildren(...names.map((name) => element("div", {},
        element("dt", {}, element("span", { "data-text": `measure.${name}.label` }), helpButton(`measure.${name}.label`, () => text(`measure.${name}.help`))),
        element("dd", { "data-measure": name }))));
      translate(list);
      nameHelpButtons(list);
    }
    for (const cell of list.querySelectorAll("dd")) {
      const name = cell.dataset.measure;
      cell.textContent = write[name] ? write[name](measures) : formatNumber(measures[name]);
    }
  }
  window.saddle.on("measures", show);
  onLanguage(() => { nameHelpButtons(list); show(latest); });
  show(latest);
}
