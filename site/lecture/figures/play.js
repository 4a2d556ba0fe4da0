// The first figure: press play, and the cloud moves. Its answer, the pull of D on each point, is shown when asked for.

import { element } from "../../common/element.js";
import { text } from "../../common/text.js";
import { button } from "./parts/controls.js";
import { live } from "./parts/live.js";

const layers = ["heatmap", "real", "generated"];

export function make(parts) {
  const run = live({ runs: [{ name: "play", link: "" }], layers, speed: 120 });
  const view = run.views.querySelector("[data-view]");
  const arrows = element("li", { hidden: true }, element("i", { class: "line" }), element("span", {}, text("lecture.legend.arrows")));
  run.legend.append(arrows);
  const pull = button(text("lecture.play.arrows"), () => {
    arrows.hidden = !arrows.hidden;
    pull.setAttribute("aria-pressed", String(!arrows.hidden));
    view.dataset.layers = (arrows.hidden ? layers : [...layers, "arrows"]).join(",");
  });
  pull.setAttribute("aria-pressed", "false");
  run.transport.append(pull);
  parts.append(run.views, run.legend, run.transport);
  return run;
}
