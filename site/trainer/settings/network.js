// The hidden layers of a network: its outline, as wide as its layers are, with each width in a field, and two buttons.

import { element } from "../../common/element.js";
import { text } from "../../common/text.js";
import { plainNumber } from "./number.js";

const longest = 8; // layers, as in lab.MaxLayers

const namespace = "http://www.w3.org/2000/svg";

/**
 * The outline of a network between two ends, in a box of 100 by 100: one column a layer, as high as the logarithm of its width,
 * joined to the next by a straight edge.
 */
function outline(widths) {
  const height = (width) => 12 + 88 * Math.min(1, Math.log2(width + 1) / 9);
  const columns = [2, ...widths, 2];
  const tops = [];
  const bottoms = [];
  columns.forEach((width, index) => {
    // The fields are spread evenly; the ends are the box's edges.
    const centre = index === 0 ? 0 : index === columns.length - 1 ? 100 : 100 * (index - 0.5) / widths.length;
    const half = index === 0 || index === columns.length - 1 ? 0 : 22 / widths.length;
    for (const x of half ? [centre - half, centre + half] : [centre]) {
      tops.push(`${x},${50 - height(width) / 2}`);
      bottoms.unshift(`${x},${50 + height(width) / 2}`);
    }
  });
  return [...tops, ...bottoms].join(" ");
}

/**
 * A control for the widths of hidden layers.
 * @param {Saddle.Field} field of the schema; min and max bound a width
 * @param {(value: string) => void} commit
 * @param {{before: Node|string, after: Node|string}} ends what goes in and what comes out
 */
export function networkControl(field, commit, ends) {
  let widths = [];

  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 100 100");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const polygon = document.createElementNS(namespace, "polygon");
  svg.append(polygon);
  const linear = element("span", { class: "network-none", "data-text": "network.none", hidden: true });
  const layers = element("div", { class: "network-layers" }, svg, linear);

  const send = (next) => commit(next.join(",") || "none");
  const remove = element("button", { class: "small-button", type: "button", "data-label": "network.remove", onclick: () => send(widths.slice(0, -1)) }, "−");
  const add = element("button", { class: "small-button", type: "button", "data-label": "network.add", onclick: () => send([...widths, widths.at(-1) ?? 16]) }, "+");

  function makeField(index) {
    const input = element("input", { type: "text", inputmode: "numeric", autocomplete: "off" });
    const set = (value) => send(widths.map((width, i) => (i === index ? value : width)));
    input.addEventListener("change", () => set(plainNumber(input.value)));
    input.addEventListener("focus", () => input.select());
    input.addEventListener("keydown", (event) => {
      // Widths are chosen by size, not one by one: the arrows double and halve.
      const factor = { ArrowUp: 2, ArrowDown: 0.5 }[event.key];
      if (!factor) return;
      event.preventDefault();
      set(Math.min(field.max, Math.max(field.min, Math.round(widths[index] * factor))));
    });
    return input;
  }

  return {
    node: element("div", { class: "network", role: "group" },
      element("span", { class: "end" }, ends.before),
      layers,
      element("span", { class: "end" }, ends.after),
      element("span", { class: "network-buttons" }, add, remove)),
    show(value) {
      widths = [...value].map(Number);
      const inputs = [...layers.querySelectorAll("input")];
      inputs.slice(widths.length).forEach((input) => input.remove());
      for (let i = inputs.length; i < widths.length; i++) layers.append(makeField(i));
      this.name();
      layers.querySelectorAll("input").forEach((input, i) => { input.value = String(widths[i]); });
      polygon.setAttribute("points", outline(widths));
      linear.hidden = widths.length > 0;
      remove.disabled = widths.length === 0;
      add.disabled = widths.length >= longest;
    },
    name() {
      layers.querySelectorAll("input").forEach((input, i) => input.setAttribute("aria-label", text("network.layer", { index: i + 1 })));
    },
  };
}
