// All demonstrations, recipes and tasks, in the lecture's order, as links that open them in the trainer.

import { byId, element } from "../../common/element.js";
import { text } from "../../common/text.js";

export function make(parts) {
  const { href: trainer } = byId("trainer"); // the page's own link there
  const presets = window.saddle.presets();
  const groups = [...new Set(presets.map(({ group }) => group))];
  parts.append(element("div", { class: "figure-menu" }, ...groups.map((group) => element("div", {},
    element("p", { class: "figure-title" }, text(`preset.group.${group}`)),
    element("ol", {}, ...presets.filter((one) => one.group === group).map(({ name, link }) =>
      element("li", {}, element("a", { href: new URL(link, trainer).href }, text(`preset.${name}.title`)))))))));
}
