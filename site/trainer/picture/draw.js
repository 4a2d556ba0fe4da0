// What pictures for papers and slides are made of, as shapes of SVG: words, points, and plots of curves.

import { shape } from "../../common/element.js";
import { formatNumber } from "../../common/text.js";

/** Letters. */
export const words = (x, y, size, said, more = {}) => shape("text", { x, y, "font-size": size, ...more }, said);

/** About how wide a text is, for its size of 1. */
export const widthOf = (said) => said.length * 0.52;

/** A text cut to about so many pixels. */
export function fitting(said, size, room) {
  const most = Math.floor(room / widthOf("m") / size);
  return said.length > most ? said.slice(0, Math.max(most - 1, 0)) + "…" : said;
}

/** A number of a path. */
export const short = (value) => String(Math.round(value * 100) / 100);

/**
 * Points as dots of one path: lines of no length with round ends.
 * @param {number} count
 * @param {(i: number) => [number, number]|null} at where each is; null for one that is not to be seen
 */
export function dots(count, at, radius, stroke, opacity) {
  let path = "";
  for (let i = 0; i < count; i++) {
    const place = at(i);
    if (place) path += `M${short(place[0])} ${short(place[1])}h0`;
  }
  return shape("path", { d: path, fill: "none", stroke, "stroke-width": 2 * radius, "stroke-linecap": "round", "stroke-opacity": opacity });
}

/** Round numbers between two, about so many. */
export function ticks(from, to, about = 5) {
  const rough = (to - from) / about;
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const size = 10 ** Math.floor(Math.log10(rough));
  const by = [1, 2, 5, 10].map((factor) => factor * size).find((step) => step >= rough * 0.999);
  const first = Math.ceil(from / by - 1e-9);
  return Array.from({ length: Math.max(0, Math.floor(to / by + 1e-9) - first + 1) }, (_, i) => Number(((first + i) * by).toPrecision(12)));
}

/** Powers of ten from one to another, no more than about six of them. */
function decades(low, high) {
  const [from, to] = [Math.round(Math.log10(low)), Math.round(Math.log10(high))];
  const by = Math.max(1, Math.ceil((to - from) / 6));
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, i) => 10 ** (from + i * by));
}

/**
 * Curves over steps, in a box whose corner is the origin; the numbers of the axes are within it.
 * @param {{width: number, height: number, type: number, soft: string, grid: string}} style `type` is the size of letters
 * @param {{steps: number[]|Float64Array, low: number, high: number, logarithmic?: boolean,
 *   lines: {values: ArrayLike<number|null>, colour: string, width?: number, dash?: string, below?: ArrayLike<number>, above?: ArrayLike<number>}[], axis: string|false, last?: number}} what
 *   `below` and `above` bound a band around a line; `last` is the step at the right end, if it is not that of the lines
 */
export function plot({ width, height, type, soft, grid }, { steps, low, high, logarithmic = false, lines, axis, last = steps.at(-1) || 1 }) {
  const left = type * 3.4;
  const [w, h] = [width - left - type * 0.6, height - type * (axis ? 2.8 : 1.6)];
  const scale = logarithmic ? Math.log10 : (value) => value;
  const x = (step) => left + (step / last) * w;
  const y = (value) => h - ((scale(value) - scale(low)) / (scale(high) - scale(low))) * h;
  const known = (value) => value !== null && Number.isFinite(value) && !(logarithmic && value <= 0);
  const inside = (value) => Math.max(0, Math.min(h, y(value)));
  const at = (i, value) => `${short(x(steps[i]))} ${short(inside(value))}`;
  const way = (values) => Array.from(values, (value, i) => (known(value) ? `${i > 0 && known(values[i - 1]) ? "L" : "M"}${at(i, value)}` : "")).join("");
  const ring = (below, above) => {
    const there = Array.from(below, (_, i) => i).filter((i) => known(below[i]));
    return there.length < 2 ? "" : `M${there.map((i) => at(i, above[i])).join("L")}L${there.reverse().map((i) => at(i, below[i])).join("L")}Z`;
  };
  return [
    ...(logarithmic ? decades(low, high) : ticks(low, high, Math.max(3, Math.min(5, h / type / 2)))).flatMap((value) => [
      shape("line", { x1: left, x2: left + w, y1: short(y(value)), y2: short(y(value)), stroke: grid, "stroke-width": type / 14 }),
      words(left - type * 0.5, short(y(value) + type * 0.33), type, formatNumber(value), { "text-anchor": "end", fill: soft })]),
    ...ticks(0, last, Math.max(2, Math.min(6, w / type / 7))).map((step) => words(short(x(step)), short(h + type * 1.4), type, formatNumber(step), { "text-anchor": "middle", fill: soft })),
    ...(axis ? [words(left + w, short(h + type * 2.6), type, axis, { "text-anchor": "end", fill: soft })] : []),
    ...lines.filter(({ below }) => below).map((line) => shape("path", { d: ring(line.below, line.above), fill: line.colour, "fill-opacity": 0.2 })),
    ...lines.map(({ values, colour, width: thick = type / 8, dash }) =>
      shape("path", { d: way(values), fill: "none", stroke: colour, "stroke-width": thick, "stroke-linejoin": "round", "stroke-dasharray": dash })),
  ];
}
