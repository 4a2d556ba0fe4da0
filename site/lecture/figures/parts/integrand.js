// What a divergence is the integral of, as an area, with the value beside its name.

import { element } from "../../../element.js";
import { formatNumber } from "../../../text.js";
import { plot } from "./plot.js";
import { grid, roundUp } from "./mixtures.js";

/** @param {{title: string, formula: string, colour: string, height?: number, least?: number}} how `least` is the top of the scale at least */
export function integrand({ title, formula, colour, height = 130, least = 0.5 }) {
  const value = element("b", { class: "figure-value" });
  const diagram = plot({ label: `${title}: ${formula}`, height, x: { from: grid.from, to: grid.to }, y: { from: -0.25, to: least } });
  const line = diagram.curve({ colour, area: true });
  const node = element("div", { class: "figure-integrand" },
    element("p", { class: "figure-value-line" }, element("span", {}, title + " = "), value),
    element("p", { class: "figure-formula" }, formula), diagram.node);
  return {
    node,
    show(x, divergence) {
      value.textContent = formatNumber(divergence.value, 3);
      const high = Math.max(...divergence.integrand);
      const low = Math.min(...divergence.integrand);
      diagram.scale("y", { from: low < -1e-3 ? -roundUp(-low) : 0, to: Math.max(least, roundUp(high)) });
      line.draw(x, divergence.integrand);
    },
  };
}
