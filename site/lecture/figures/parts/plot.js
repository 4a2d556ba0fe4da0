// A diagram of curves, as SVG: crisp at any size, in the page's colours by CSS, small enough for a handful of curves.

import { element, shape } from "../../../common/element.js";
import { formatNumber } from "../../../common/text.js";

let plots = 0;

/** Round places, about so many, between two bounds. */
function ticks(from, to, count) {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough * 0.999);
  const found = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) found.push(i * step);
  return found;
}

/** Powers of ten, at most so many, evenly spaced. */
function decades(from, to, count) {
  const low = Math.ceil(Math.log10(from) - 1e-9);
  const high = Math.floor(Math.log10(to) + 1e-9);
  const step = [1, 2, 5, 10, 20, 50].find((s) => (high - low) / s <= count) ?? 100;
  const found = [];
  for (let e = Math.ceil(low / step) * step; e <= high; e += step) found.push(10 ** e);
  return found;
}

/** The powers of ten around two values. */
export const powers = (low, high) => [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high) + 1e-9)];

const raised = (exponent) => [...String(exponent)].map((c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]).join("");

/** 1000 as 10³, and small and large numbers alike. */
export const power = (value) => {
  const exponent = Math.round(Math.log10(value));
  return exponent === 0 ? "1" : exponent === 1 ? "10" : "10" + raised(exponent);
};

/** A number for a key: a small one as a multiple of a power of ten. */
export function writeSmall(value, digits = 2) {
  if (!(value > 0) || value >= 1e-3) return formatNumber(value, digits);
  const ten = 10 ** Math.floor(Math.log10(value));
  return `${formatNumber(value / ten, 2)}·${power(ten)}`;
}

/**
 * A diagram that is as wide as its parent. An axis is {from, to, log, ticks, title, hidden}.
 * @param {{label: string, height: number | ((width: number) => number), x: Record<string, any>, y: Record<string, any>}} options
 */
export function plot({ label, height: wanted, x, y }) {
  let height = 300;
  const svg = shape("svg", { class: "plot-svg", role: "img", "aria-label": label, height: 0 });
  const clip = `plot-clip-${plots++}`;
  const window_ = shape("rect");
  const definition = shape("clipPath", { id: clip });
  definition.append(window_);
  const grid = shape("g", { class: "plot-grid" });
  const curves = shape("g", { "clip-path": `url(#${clip})` });
  svg.append(definition, grid, curves);
  const overlay = element("div", { class: "plot-overlay" });
  const node = element("div", { class: "plot" }, overlay);
  node.prepend(svg);

  const margin = { left: y.hidden ? 8 : 44, right: 12, top: 8, bottom: x.hidden ? 8 : x.title ? 36 : 22 };
  const drawn = new Set();
  let width = 0;

  const share = (axis, value) => axis.log
    ? (Math.log(value) - Math.log(axis.from)) / (Math.log(axis.to) - Math.log(axis.from))
    : (value - axis.from) / (axis.to - axis.from);
  const self = {
    node, overlay, x, y,
    /** Where a pointer is, in the diagram's pixels, which may be larger on the screen. */
    at(event) {
      const box = overlay.getBoundingClientRect();
      const scale = box.width / overlay.offsetWidth || 1;
      return [(event.clientX - box.left) / scale, (event.clientY - box.top) / scale];
    },
    /** Pixels of a place, and back. */
    px: (value) => margin.left + share(x, value) * (width - margin.left - margin.right),
    py: (value) => height - margin.bottom - share(y, value) * (height - margin.top - margin.bottom),
    toX: (pixel) => x.from + ((pixel - margin.left) / Math.max(width - margin.left - margin.right, 1)) * (x.to - x.from),
    toY: (pixel) => y.from + ((height - margin.bottom - pixel) / (height - margin.top - margin.bottom)) * (y.to - y.from),

    /** A curve; draw(xs, ys) sets it. `area` fills down to 0. */
    curve({ colour, dashed = false, thick = 2, area = false }) {
      const style = `stroke: var(--${colour}); stroke-width: ${thick}; ${dashed ? "stroke-dasharray: 4 4" : ""}`;
      const fill = area && shape("path", { style: `fill: var(--${colour}); opacity: .22; stroke: none` });
      const line = shape("path", { style: `fill: none; ${style}` });
      if (fill) curves.append(fill);
      curves.append(line);
      let data = [[], []];
      const draw = () => {
        const [xs, ys] = data;
        let path = "";
        let pen = false;
        for (let i = 0; i < xs.length; i++) {
          const there = Number.isFinite(ys[i]) && (!y.log || ys[i] > 0);
          if (there) path += `${pen ? "L" : "M"}${self.px(xs[i]).toFixed(1)} ${Math.max(-1e4, Math.min(1e4, self.py(ys[i]))).toFixed(1)}`;
          pen = there;
        }
        line.setAttribute("d", path);
        if (fill) fill.setAttribute("d", path ? `${path}L${self.px(xs.at(-1))} ${self.py(0)}L${self.px(xs[0])} ${self.py(0)}Z` : "");
      };
      drawn.add(draw);
      return {
        draw(xs, ys) { data = [xs, ys]; if (width) draw(); },
        show(on) { line.style.display = on ? "" : "none"; if (fill) fill.style.display = line.style.display; },
      };
    },

    /** A line across at some x or y; at(value) moves it. */
    rule(axis, { colour = "ink-soft", dashed = true } = {}) {
      const line = shape("line", { style: `stroke: var(--${colour}); stroke-width: 1.2; ${dashed ? "stroke-dasharray: 4 4" : ""}` });
      curves.append(line);
      let value = NaN;
      const draw = () => {
        const at = axis === "x" ? self.px(value) : self.py(value);
        if (!Number.isFinite(at)) return;
        const ends = axis === "x" ? { x1: at, x2: at, y1: margin.top, y2: height - margin.bottom } : { x1: margin.left, x2: width - margin.right, y1: at, y2: at };
        for (const [name, pixel] of Object.entries(ends)) line.setAttribute(name, pixel);
      };
      drawn.add(draw);
      return { at(to) { value = to; if (width) draw(); } };
    },

    /** Words at a place in the diagram, moved with it. */
    words(content, { colour = "ink-soft", anchor = "middle" } = {}) {
      const words = shape("text", { class: "plot-words", style: `fill: var(--${colour}); text-anchor: ${anchor}` });
      words.textContent = content;
      svg.append(words);
      let place = null;
      const draw = () => {
        if (!place) return;
        const [px, py] = place();
        words.setAttribute("x", px);
        words.setAttribute("y", py);
      };
      drawn.add(draw);
      return { at(f) { place = f; if (width) draw(); }, say(to) { words.textContent = to; } };
    },

    /** Something of one's own that is drawn anew whenever sizes or scales change; `into` is the clipped group. */
    also(f) { drawn.add(() => f(curves)); if (width) f(curves); },

    /** Change the scales: {from, to} of either axis. */
    scale(axis, bounds) {
      Object.assign(axis === "x" ? x : y, bounds);
      if (width) redraw();
    },
    describe(sentence) { svg.setAttribute("aria-label", sentence); },
  };

  function axes() {
    grid.replaceChildren();
    const right = width - margin.right;
    const bottom = height - margin.bottom;
    const line = (x1, y1, x2, y2, strong) => grid.append(shape("line", { x1, y1, x2, y2, class: strong ? "strong" : "" }));
    const say = (content, at, anchor) => {
      const words = shape("text", { ...at, "text-anchor": anchor });
      words.textContent = content;
      grid.append(words);
      return words;
    };
    const write = (axis, value) => (axis.write ? axis.write(value) : axis.log ? power(value) : formatNumber(Number(value.toPrecision(6)), 3));
    if (!y.hidden) {
      const marks = y.ticks ?? (y.log ? decades(y.from, y.to, Math.max(2, Math.floor(height / 34))) : ticks(y.from, y.to, Math.max(2, Math.floor(height / 44))));
      for (const value of marks) {
        const at = self.py(value);
        line(margin.left, at, right, at, !y.log && value === 0);
        say(write(y, value), { x: margin.left - 6, y: at + 3.5 }, "end");
      }
    }
    if (!x.hidden) {
      const marks = x.ticks ?? ticks(x.from, x.to, Math.max(2, Math.floor(width / 90)));
      for (const value of marks) {
        const at = self.px(value);
        line(at, bottom, at, bottom + 4, true);
        say(write(x, value), { x: at, y: bottom + 15 }, "middle");
      }
      line(margin.left, bottom, right, bottom, true);
    }
    if (x.title) say(x.title, { x: right, y: height - 4 }, "end").classList.add("title");
  }

  function redraw() {
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    for (const [name, value] of Object.entries({ x: margin.left, y: margin.top, width: Math.max(width - margin.left - margin.right, 0), height: height - margin.top - margin.bottom })) window_.setAttribute(name, value);
    axes();
    for (const draw of drawn) draw();
  }
  const fit = () => {
    const now = Math.floor(node.clientWidth);
    if (now === width || now < 80) return;
    width = now;
    // A slide has less height than an article: its sheet says which share of it a diagram may have.
    height = (typeof wanted === "function" ? wanted(width) : wanted) * (Number(getComputedStyle(node).getPropertyValue("--plot-share")) || 1);
    redraw();
  };
  new ResizeObserver(fit).observe(node);
  node.addEventListener("fit", fit); // where it cannot wait to be observed: on paper, and while a slide seeks its size
  self.redraw = () => { if (width) redraw(); };
  return self;
}

/** The names of curves with their values: key({name, colour, dashed}…) -> {node, set(i, value)}. */
export function key(entries) {
  const values = entries.map(() => element("b"));
  const node = element("ul", { class: "figure-key" }, ...entries.map(({ name, colour, dashed, dot }, i) =>
    element("li", {}, element("i", { class: dot ? "dot" : dashed ? "dashed" : "", style: `--colour: var(--${colour})` }), element("span", {}, name), values[i])));
  return { node, set(i, value) { values[i].textContent = value; } };
}
