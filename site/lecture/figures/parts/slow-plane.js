// A square of the plane drawn by the page itself: D's heatmap, a few numbered points that move, arrows. For slow motion, where
// before and after are both to be seen.

import { element, shape } from "../../../common/element.js";

/** D in [0, 1] on a grid as opacities for both players: below 1/2 it is generated, above real. */
export const decodeField = (field) => Array.from(field, (d) => 2 * d - 1);

const rgb = (name) => {
  const context = document.createElement("canvas").getContext("2d");
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const hex = context.fillStyle;
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
};

/**
 * @param {string} label
 * @param {number} half half the side of the square
 * @param {{heat?: number, cloud?: Float32Array, dot?: number}} [more] `heat` is the heatmap's side; `cloud` are the data's points in
 *   a square of 100; `dot` is a point's radius there
 */
export function makePlane(label, half, { heat = 0, cloud = null, dot = 2.6 } = {}) {
  const canvas = element("canvas", { width: heat || 1, height: heat || 1, "aria-hidden": "true" });
  const svg = shape("svg", { viewBox: "0 0 100 100", role: "img", "aria-label": label });
  const node = element("div", { class: "slow-plane" }, canvas);
  node.append(svg);
  svg.append(shape("path", { d: "M50 0V100M0 50H100", class: "slow-axes" }));
  if (cloud) {
    let dots = "";
    for (let i = 0; i < cloud.length; i += 2) dots += `M${cloud[i].toFixed(1)} ${cloud[i + 1].toFixed(1)}h0`;
    svg.append(shape("path", { d: dots, class: "slow-cloud" }));
  }
  const arrows = shape("path", { class: "slow-arrows" });
  const groups = { real: shape("g", { class: "slow-points real" }), generated: shape("g", { class: "slow-points generated" }) };
  svg.append(arrows, groups.real, groups.generated);
  const x = (value) => 50 + (value / half) * 50;
  const y = (value) => 50 - (value / half) * 50;
  let before = null;

  return {
    node,
    /** The points (n x 2), moved from where they were, if they are to be seen. */
    points(kind, values, on = true) {
      const group = groups[kind];
      const n = values.length / 2;
      while (group.children.length < n) {
        const one = shape("g");
        one.append(shape("circle", { r: dot }), shape("text", { y: dot * 0.52, "font-size": dot * 1.4 }));
        one.lastChild.textContent = String(group.children.length + 1);
        group.append(one);
      }
      for (let i = 0; i < n; i++) group.children[i].style.transform = `translate(${x(values[i])}px, ${y(values[n + i])}px)`;
      group.style.opacity = on ? 1 : 0;
    },
    /** Arrows from points along pulls, or to where the points have gone. */
    arrows(from, pulls, to) {
      if (!from) { arrows.setAttribute("d", ""); return; }
      const n = from.length / 2;
      let longest = 1e-12;
      for (let i = 0; i < n; i++) longest = Math.max(longest, Math.hypot(pulls[i], pulls[n + i]));
      let path = "";
      for (let i = 0; i < n; i++) {
        const x0 = x(from[i]);
        const y0 = y(from[n + i]);
        // Roots keep the order of lengths, and weak pulls are seen.
        const size = Math.hypot(pulls[i], pulls[n + i]);
        const long = 14 * Math.sqrt(size / longest);
        const x1 = to ? x(to[i]) : x0 + (pulls[i] / (size || 1)) * long;
        const y1 = to ? y(to[n + i]) : y0 - (pulls[n + i] / (size || 1)) * long;
        const length = Math.hypot(x1 - x0, y1 - y0) || 1;
        const [dx, dy] = [((x0 - x1) / length) * 2.2, ((y0 - y1) / length) * 2.2];
        path += `M${x0} ${y0}L${x1} ${y1}`;
        if (!to) path += `M${x1 + dx - dy} ${y1 + dy + dx}L${x1} ${y1}L${x1 + dx + dy} ${y1 + dy - dx}`;
      }
      arrows.setAttribute("d", path);
    },
    /** The heatmap: -1 generated, 1 real. */
    heat(values, on) {
      canvas.style.opacity = on ? "1" : "0";
      if (before === values) return;
      before = values;
      const context = canvas.getContext("2d");
      const image = context.createImageData(heat, heat);
      const ends = [rgb("generated"), rgb("real")];
      values.forEach((d, i) => {
        const [r, g, b] = ends[d > 0 ? 1 : 0];
        image.data.set([r, g, b, Math.round(Math.min(1, Math.abs(d)) * 0.36 * 255)], 4 * i);
      });
      context.putImageData(image, 0, 0);
    },
  };
}
