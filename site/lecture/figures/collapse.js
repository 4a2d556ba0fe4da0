// Mode collapse in the act: the generator sits on a mode until D has learned it, and hops to the next.

import { element } from "../../common/element.js";
import { formatNumber, text } from "../../common/text.js";
import { choice, controls } from "./parts/controls.js";
import { live } from "./parts/live.js";
import { preset } from "./parts/presets.js";
import { shares } from "./parts/shares.js";

export function make(parts) {
  const name = "collapse";
  const run = live({ runs: [{ name, link: preset("hopping").link }], speed: 200 });
  const bars = shares();
  const found = element("p", { class: "figure-note" });
  // By the nearest mode, as the bars are: this game's points stay too loose to be counted as of high quality.
  function show() {
    const list = window.saddle.shares(name);
    bars.show(list);
    found.textContent = text("lecture.collapse.found", { count: formatNumber([...list].filter((share) => share >= 0.5 / list.length).length), total: formatNumber(list.length) });
  }
  run.onMeasures(show);
  const remedy = choice(text("lecture.collapse.remedy"), [
    { value: "hopping", label: text("lecture.collapse.none") },
    { value: "unrolling", label: text("lecture.collapse.unrolling") },
    { value: "packing", label: text("lecture.collapse.packing") },
  ], "hopping", (value) => run.load(0, preset(value).link));
  parts.append(
    controls(remedy.node),
    element("div", { class: "figure-beside" },
      element("div", { class: "figure-stack" }, run.views, run.legend, run.transport),
      element("div", { class: "figure-stack" }, element("p", { class: "figure-title" }, text("lecture.collapse.shares")), bars.node, found)));
  show();
  return run;
}
