// A figure: the plane, a chart or both, with a title above and a link below, on a ground of its own, with its letters in it.

import { shape } from "../../common/element.js";
import { formatNumber, text } from "../../common/text.js";
import { charts, columns } from "../readings/charts.js";
import { letters } from "../../vendor/picture-letters.js";
import { fitting, plot, widthOf, words } from "./draw.js";
import { planeOf } from "./plane.js";
import { sourceOf } from "./save.js";

const millimetre = 96 / 25.4; // in pixels of CSS
const tones = {
  light: { ground: "#ffffff", soft: "#565b61", grid: "#dcdcd5" },
  dark: { ground: "#202327", soft: "#a9aeb4", grid: "#3a3f45" },
};

/** What a figure may be made for. One and two columns of a paper are as wide as most journals have them; letters have 8 points there. */
export const uses = {
  light: { key: "picture.use.light", theme: "light", width: 720, type: 14 },
  dark: { key: "picture.use.dark", theme: "dark", width: 720, type: 14 },
  column: { key: "picture.use.column", theme: "light", width: 85 * millimetre, type: 8 * 96 / 72, millimetres: 85 },
  columns: { key: "picture.use.columns", theme: "light", width: 178 * millimetre, type: 8 * 96 / 72, millimetres: 178 },
};

/** The charts that there are of a history now. */
export const chartsOf = ({ measures, history }) => charts.filter(({ when }) => !when || when(measures, history));

/** How high the plane, or a chart, is for its width. */
const shapes = { light: [1, 0.5], dark: [1, 0.5], column: [1, 0.62], columns: [0.6, 0.36] };

/** One chart with its name and those of its curves. */
function chartOf(chart, run, style, axis) {
  const { width, height, type, soft, palette } = style;
  const [steps, ...all] = columns(chart, run.history);
  const colourOf = (name) => palette[name] ?? soft;
  const known = all.flat().filter((value) => Number.isFinite(value));
  let [low, high] = known.length ? [Math.min(...known), Math.max(...known)] : [0, 1];
  if (chart.logarithmic) [low, high] = known.length ? [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high) + 1e-9)] : [0.1, 10];
  else if (chart.range) [low, high] = chart.range(low, high);
  else [low, high] = [low - 0.06 * (high - low || 1), high + 0.06 * (high - low || 1)];
  if (chart.logarithmic && low === high) high *= 10;
  const name = text(`chart.${chart.name}`);
  const heads = [words(0, type, type, name, { "font-weight": 600 })];
  let x = type * (widthOf(name) + 1.2);
  for (const { name: key, colour, dashed } of chart.curves) {
    const said = text(`curve.${key}`);
    heads.push(shape("path", { d: `M${x} ${type * 0.65}h${type * 1.2}`, stroke: colourOf(colour), "stroke-width": type / 6, "stroke-dasharray": dashed && `${type / 4} ${type / 4}` }),
      words(x + type * 1.5, type, type, said, { fill: soft }));
    x += type * (widthOf(said) + 2.4);
  }
  return shape("g", { "data-chart": chart.name }, ...heads,
    shape("g", { transform: `translate(0 ${type * 1.9})` }, ...plot({ ...style, width, height: height - type * 1.9 }, {
      steps, low, high, last: run.last, logarithmic: chart.logarithmic, axis: axis && text("measure.step.label"),
      lines: chart.curves.map(({ colour, dashed, constant }, i) => ({ values: all[i], colour: colourOf(colour), dash: dashed && `${type / 3} ${type / 3}`, width: constant ? type / 12 : type / 8 })),
    })));
}

/** The names of what the plane shows. */
function legendOf({ still, optimum, field }, { type, soft, palette }, shown) {
  const dot = (x, colour) => shape("circle", { cx: x + type * 0.35, cy: -type * 0.33, r: type * 0.3, fill: colour });
  const line = (x, colour) => shape("path", { d: `M${x} ${-type * 0.33}h${type * 0.9}`, stroke: colour, "stroke-width": type / 6 });
  const keys = [];
  if (shown.real) keys.push([dot, palette.real, "legend.real"]);
  if (shown.generated) keys.push([dot, still.classcount > 0 ? palette.classes[0] : palette.generated, still.classcount > 0 ? "legend.classes" : "legend.generated"]);
  if (field.length) keys.push([line, palette.discriminator, "legend.discriminator"]);
  if (optimum.length) keys.push([line, palette.theory, "legend.theory"]);
  let x = 0;
  return keys.flatMap(([mark, colour, key]) => {
    const made = [mark(x, colour), words(x + type * 1.2, 0, type, text(key), { fill: soft })];
    x += type * (widthOf(text(key)) + 2.2);
    return made;
  });
}

/** A text in lines of so many letters: an address has no spaces to break it at. */
const lines = (said, most) => said.match(new RegExp(`.{1,${Math.max(10, most)}}`, "gu")) ?? [];

/**
 * Draw a figure.
 * @param {{seen: any, measures: any, history: any, half: number, shown: Record<string, boolean>, link: string, digest: string, last?: number}} run `last` is the step at the charts' right end
 * @param {{what: string, use: string, axes: boolean, title: string, signed: boolean}} wanted `what` is "plane", "all" or the name of a chart
 * @returns {{source: string, size: {width: number, height: number}}} an SVG
 */
export function figureOf(run, { what, use, axes, title, signed }) {
  const { theme, width, type, millimetres } = uses[use];
  const palette = window.saddle.palette(theme);
  const { ground, soft, grid } = tones[theme];
  const style = { type, ground, soft, grid, palette };
  const margin = millimetres ? type * 0.3 : type * 1.6;
  const [planeShape, chartShape] = shapes[use];
  const room = width - 2 * margin;
  const gap = type * 1.4;
  const parts = [];
  let y = margin;
  const put = (x, top, made) => parts.push(shape("g", { transform: `translate(${x.toFixed(2)} ${top.toFixed(2)})` }, ...made));

  if (title) {
    const step = text("announce.step", { step: formatNumber(run.seen.step) });
    parts.push(words(margin, y + type * 1.15, type * 1.2, fitting(title, type * 1.2, room - type * 1.4 * widthOf(step)), { "font-weight": 600 }),
      words((width - margin).toFixed(2), y + type * 1.15, type, step, { "text-anchor": "end", fill: soft }));
    y += type * 2.2;
  }
  const listed = chartsOf(run);
  const plane = (x, wide, high) => {
    put(x, y, planeOf(run.seen, { ...style, width: wide, height: high }, { ...run, axes }));
    if (axes) put(x, y + high + type * 1.6, legendOf(run.seen, style, run.shown));
    return high + (axes ? type * 1.9 : 0);
  };
  const chart = (x, top, one, wide, high, axis = true) => put(x, top, [chartOf(one, run, { ...style, width: wide, height: high }, axis)]);
  if (what === "all" && use === "column") {
    y += plane(margin, room, room) + gap;
    for (const one of listed.slice(0, 2)) {
      chart(margin, y, one, room, room * 0.45);
      y += room * 0.45 + gap;
    }
    y -= gap;
  } else if (what === "all") {
    const side = (room - gap) / 2;
    const tall = plane(margin, side, side);
    const some = listed.slice(0, 3);
    const high = (tall - gap * 0.5 * (some.length - 1)) / some.length;
    some.forEach((one, i) => chart(margin + side + gap, y + i * (high + gap * 0.5), one, side, high, i === some.length - 1));
    y += tall;
  } else if (what === "plane") {
    y += plane(margin, room, room * planeShape);
  } else {
    chart(margin, y, listed.find(({ name }) => name === what) ?? listed[0], room, room * chartShape);
    y += room * chartShape;
  }
  if (signed) {
    const size = type * 0.72;
    const said = ["Saddle", text("announce.step", { step: formatNumber(run.seen.step) }), run.digest].join(" · ");
    const rows = [said, ...lines(run.link, Math.floor(room / size / widthOf("m"))).slice(0, 3)];
    y += size * 1.4;
    for (const row of rows) parts.push(shape("a", { href: run.link }, words(margin, (y += size * 1.25).toFixed(2), size, row, { fill: soft })));
  }
  const height = Math.ceil(y + margin);
  const size = millimetres ? { width: `${millimetres}mm`, height: `${(height / millimetre).toFixed(2)}mm` } : { width, height };
  const svg = shape("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width.toFixed(2)} ${height}`, ...size, fill: palette.ink, "font-family": "'Saddle letters', 'Source Sans 3', Helvetica, Arial, sans-serif" },
    shape("title", {}, title || "Saddle"),
    shape("desc", {}, `${run.digest} ${run.link}`),
    shape("rect", { width: width.toFixed(2), height, fill: ground }),
    ...parts);
  return { source: sourceOf(svg, facesFor(svg.textContent)), size: { width, height } };
}

/** The letters that a text needs, as a sheet has them. */
const facesFor = (source) => letters.filter(({ only }) => !only || new RegExp(only, "u").test(source))
  .map(({ weight, address, range }) => `@font-face{font-family:'Saddle letters';font-weight:${weight};src:url(${address}) format('woff2');unicode-range:${range}}`).join("");
