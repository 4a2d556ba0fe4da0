// What a divergence is the integral of, as an area, with the value beside its name.

import { element } from "../../../common/element.js";
import { plot } from "./plot.js";
import { grid, roundUp } from "./mixtures.js";
import { places } from "./places.js";

/** The bounds of integrands that are to be compared. */
export function scaleOf(...divergences) {
  const all = divergences.flatMap(({ integrand }) => [Math.min(...integrand), Math.max(...integrand)]);
  const low = Math.min(...all);
  return { from: low < -1e-3 ? -roundUp(-low) : 0, to: roundUp(Math.max(...all, 1e-6)) };
}

/** @param {{title: string, formula: string, colour: string, height?: number, least?: number}} how `least` is the top of the scale at least */
export function integrand({ title, formula, colour, height = 130, least = 0.5 }) {
  const write = places(3);
  const value = element("b", { class: "figure-value" });
  const diagram = plot({ label: `${title}: ${formula}`, height, x: { from: grid.from, to: grid.to }, y: { from: -0.25, to: least } });
  const line = diagram.curve({ colour, area: true });
  const node = element("div", { class: "figure-integrand" },
    element("p", { class: "figure-value-line" }, element("span", {}, title + " = "), value),
    element("p", { class: "figure-formula" }, formula), diagram.node);
  return {
    node,
    /** `scale` is what several are drawn on alike. */
    show(x, divergence, scale = scaleOf(divergence)) {
      value.textContent = write(divergence.value);
      diagram.scale("y", { from: scale.from, to: Math.max(least, scale.to) });
      line.draw(x, divergence.integrand);
    },
  };
}
