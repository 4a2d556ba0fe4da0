// Where the run is now: the numbers to watch in large type, the others below. A cloud without modes has no numbers of modes.

import { byId, element } from "./element.js";
import { helpButton, nameHelpButtons } from "./help.js";
import { formatNumber, onLanguage, text, translate } from "./text.js";

const percent = (share) => (share == null || !Number.isFinite(share) ? "–" : formatNumber(share * 100, 3) + " %");

const withModes = ["step", "speed", "modes", "high_quality", "jsd", "d_accuracy", "optimum_distance", "sliced_w", "kl_data_model", "kl_model_data"];
const withoutModes = ["step", "speed", "sliced_w", "optimum_distance", "jsd", "d_accuracy", "kl_data_model", "kl_model_data"];
const large = 5; // of them are in large type

const write = {
  step: (m) => formatNumber(m.step),
  speed: () => formatNumber(Math.round(window.saddle.stats().stepsPerSecond)),
  modes: (m) => text("numbers.of", { count: m.modes, total: m.modes_total }),
  high_quality: (m) => percent(m.high_quality),
  d_accuracy: (m) => percent(m.d_accuracy),
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
      list.replaceChildren(...names.map((name, i) => element("div", { class: i < large ? "large" : "" },
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
