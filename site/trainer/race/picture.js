// A race as a picture for a paper or a slide: small planes side by side and the curve of a measure below, on white, as SVG or PNG.

import { notify } from "../parts/announce.js";
import { element, shape } from "../../common/element.js";
import { dashOf } from "./dashes.js";
import { comparable, curvesOf } from "./curves.js";
import { labelOf } from "./label.js";
import { addressOf } from "../run/link.js";
import { formatNumber, text } from "../../common/text.js";

const width = 1200;
const gap = 24;
const margin = 32;
const chart = 260;
const keys = 3; // names of curves in a row
const keyWidth = 360;
const tall = 96; // of a plane's head

const ink = "#1b1d20";
const soft = "#565b61";
const real = "#0072b2";
const generated = "#d55e00";

/** The colours of runs on white, whatever the page's theme is. */
function lightColours(count) {
  const probe = element("i", { class: "race-light" });
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const found = Array.from({ length: count }, (_, i) => style.getPropertyValue(`--run-${i + 1}`).trim());
  probe.remove();
  return found;
}

/** Letters. */
const words = (x, y, size, said, more = {}) => shape("text", { x, y, "font-size": size, fill: ink, ...more }, said);

/** A text cut to about so many pixels. */
function fitting(said, size, room) {
  const most = Math.floor(room / (size * 0.56));
  return said.length > most ? said.slice(0, most - 1) + "…" : said;
}

/** Points as dots of one path: lines of no length with round ends. */
function dots(points, half, side, radius, fill, opacity) {
  let path = "";
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i], points[i + 1]];
    if (!(Math.abs(x) <= half && Math.abs(y) <= half)) continue;
    path += `M${((x / half + 1) * side / 2).toFixed(1)} ${((1 - y / half) * side / 2).toFixed(1)}h0`;
  }
  return shape("path", { d: path, fill: "none", stroke: fill, "stroke-width": radius * 2, "stroke-linecap": "round", "stroke-opacity": opacity });
}

function panel(run, label, side, data, hue) {
  const { points, step, jsd, modes, modes_total: total } = window.saddle.snapshot(run.name);
  const said = [text("announce.step", { step: formatNumber(step) }), `JSD ${formatNumber(jsd)}`];
  if (total > 0) said.push(`${text("measure.modes.label")} ${text("numbers.of", { count: modes, total })}`);
  return shape("g", { "data-panel": run.number },
    shape("circle", { cx: 11, cy: -37, r: 11, fill: hue }),
    words(11, -32.5, 13, String(run.number), { "text-anchor": "middle", fill: "#fff", "font-weight": 600 }),
    words(30, -32, 17, fitting(label(run), 17, side - 30), { "font-weight": 600 }),
    words(0, -9, 13, run.out ? text("race.out", { step: formatNumber(step) }) : fitting(said.join(" · "), 13, side), { fill: soft }),
    shape("rect", { width: side, height: side, fill: "#fff", stroke: "#c9c9c2" }),
    dots(data.points, data.extent, side, 1.1, real, 0.35),
    dots(points, data.extent, side, 1.3, generated, 0.7));
}

/** Round numbers from 0 to the highest, about five. */
function ticks(highest) {
  const size = 10 ** Math.floor(Math.log10(highest / 4));
  const by = [1, 2, 5, 10].map((factor) => factor * size).find((step) => highest / step <= 6);
  return Array.from({ length: Math.floor(highest / by + 1e-9) + 1 }, (_, i) => Number((i * by).toPrecision(12)));
}

/** One chart: curves over steps, with bands where there are any, and their names below. */
function plot({ steps, lines }, measure, hues, name) {
  const left = 56;
  const [w, h] = [width - 2 * margin - left - 10, chart - 60];
  const known = lines.flatMap(({ values, high }) => [...values, ...(high ?? [])]).filter((value) => value !== null);
  const top = measure === "jsd" ? Math.log(2) : measure === "high_quality" ? 1 : Math.max(...known, 1e-9);
  const last = steps.at(-1) || 1;
  const at = (i, value) => `${(left + (steps[i] / last) * w).toFixed(1)} ${(h - (value / top) * h).toFixed(1)}`;
  const way = (values) => values.map((value, i) => (value === null ? "" : `${i === 0 || values[i - 1] === null ? "M" : "L"}${at(i, value)}`)).join("");
  const ring = ({ low, high }) => {
    const there = low.map((_, i) => i).filter((i) => low[i] !== null);
    return there.length < 2 ? "" : `M${there.map((i) => at(i, high[i])).join("L")}L${there.reverse().map((i) => at(i, low[i])).join("L")}Z`;
  };
  const parts = [words(0, -16, 15, `${text(`measure.${measure}.label`)}`, { "font-weight": 600 })];
  for (const value of ticks(top)) {
    const y = h - (value / top) * h;
    parts.push(shape("line", { x1: left, x2: left + w, y1: y, y2: y, stroke: "#dcdcd5" }), words(left - 8, y + 4, 12, formatNumber(value), { "text-anchor": "end", fill: soft }));
  }
  for (const step of ticks(last)) parts.push(words(left + (step / last) * w, h + 20, 12, formatNumber(step), { "text-anchor": "middle", fill: soft }));
  parts.push(words(left + w, h + 38, 12, text("measure.step.label"), { "text-anchor": "end", fill: soft }));
  for (const line of lines) if (line.low) parts.push(shape("path", { d: ring(line), fill: hues[line.colour - 1], "fill-opacity": 0.2 }));
  for (const line of lines) parts.push(shape("path", { d: way(line.values), fill: "none", stroke: hues[line.colour - 1], "stroke-width": 2, "stroke-dasharray": dashOf(line.colour)?.join(" ") }));
  lines.forEach((line, i) => {
    const [x, y] = [(i % keys) * keyWidth, h + 62 + Math.floor(i / keys) * 22];
    parts.push(shape("path", { d: `M${left + x} ${y - 4.5}h22`, stroke: hues[line.colour - 1], "stroke-width": 3, "stroke-dasharray": dashOf(line.colour)?.join(" ") }),
      words(left + x + 30, y, 13, fitting(name(line), 13, keyWidth - 50)));
  });
  return shape("g", { "data-chart": measure }, ...parts);
}

/** The picture, an element of SVG. */
export function drawPicture({ runs, label, groups, banded, found, title }) {
  const columns = runs.length <= 3 ? runs.length : runs.length === 4 ? 2 : 3;
  const rows = Math.ceil(runs.length / columns);
  const side = Math.min(460, (width - 2 * margin - gap * (columns - 1)) / columns);
  const inset = (width - columns * side - gap * (columns - 1)) / 2;
  const hues = lightColours(9);
  const data = new Map();
  for (const { link } of runs) if (!data.has(link)) data.set(link, window.saddle.data(link));
  const planes = runs.map((run, i) => shape("g", { transform: `translate(${inset + (i % columns) * (side + gap)} ${tall + 44 + Math.floor(i / columns) * (side + tall - 20)})` },
    panel(run, label, side, data.get(run.link), hues[run.colour - 1])));
  const below = tall + 44 + rows * (side + tall - 20) + 10;
  const [measure] = comparable(runs);
  const name = (line) => (line.run ? `${line.run.number} ${label(line.run)}` : labelOf(line.label, groups.groups.map((group) => group.label)));
  const height = below + chart + 50 + 22 * Math.ceil((banded ? groups.groups : runs).length / keys);
  return shape("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, "font-family": "Helvetica, Arial, 'Liberation Sans', sans-serif" },
    shape("title", {}, title),
    shape("rect", { width, height, fill: "#fff" }),
    words(margin, 48, 24, fitting(title, 24, width - 2 * margin), { "font-weight": 600 }),
    ...planes,
    shape("g", { transform: `translate(${margin} ${below})` }, plot(curvesOf(measure, { runs, groups, banded }), measure, hues, name)),
    words(margin, height - 14, 11, fitting(`Saddle  ${addressOf(found.link)}`, 11, width - 2 * margin), { fill: soft }));
}

/** What an SVG is as a PNG, twice as large. */
async function pngOf(source, { width: wide, height: high }) {
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(source);
  await image.decode();
  const canvas = element("canvas", { width: wide * 2, height: high * 2 });
  const context = canvas.getContext("2d");
  context.scale(2, 2);
  context.drawImage(image, 0, 0, wide, high);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("toBlob"))), "image/png"));
}

/** Save a picture that is drawn as a download of a kind, "svg" or "png". */
export async function savePicture(draw, kind) {
  try {
    const svg = draw();
    const source = new XMLSerializer().serializeToString(svg);
    const blob = kind === "png" ? await pngOf(source, svg.viewBox.baseVal) : new Blob([source], { type: "image/svg+xml" });
    const address = URL.createObjectURL(blob);
    element("a", { href: address, download: `race.${kind}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000); // long after any browser has begun to read it
  } catch (error) {
    notify(text("race.picture.failed", { reason: error.message }), { bad: true });
  }
}
