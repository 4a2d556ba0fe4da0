// A race as a picture for a paper or a slide: small planes side by side and the curve of a measure below, on white, as SVG or PNG.

import { notify } from "../parts/announce.js";
import { element, shape } from "../../common/element.js";
import { dots, fitting, plot, words } from "../picture/draw.js";
import { download, fileOf, sourceOf } from "../picture/save.js";
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

const soft = "#565b61";

/** The colours of runs on white, whatever the page's theme is. */
function lightColours(count) {
  const probe = element("i", { class: "race-light" });
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const found = Array.from({ length: count }, (_, i) => style.getPropertyValue(`--run-${i + 1}`).trim());
  probe.remove();
  return found;
}

function panel(run, label, side, data, hue) {
  const { points, step, jsd, modes, modes_total: total } = window.saddle.snapshot(run.name);
  const said = [text("announce.step", { step: formatNumber(step) }), `JSD ${formatNumber(jsd)}`];
  const { real, generated } = window.saddle.palette("light");
  const half = data.extent;
  const cloud = (pairs, radius, colour, opacity) => dots(pairs.length / 2, (i) => {
    const [x, y] = [pairs[2 * i], pairs[2 * i + 1]];
    return Math.abs(x) <= half && Math.abs(y) <= half ? [(x / half + 1) * side / 2, (1 - y / half) * side / 2] : null;
  }, radius, colour, opacity);
  if (total > 0) said.push(`${text("measure.modes.label")} ${text("numbers.of", { count: modes, total })}`);
  return shape("g", { "data-panel": run.number },
    shape("circle", { cx: 11, cy: -37, r: 11, fill: hue }),
    words(11, -32.5, 13, String(run.number), { "text-anchor": "middle", fill: "#fff", "font-weight": 600 }),
    words(30, -32, 17, fitting(label(run), 17, side - 30), { "font-weight": 600 }),
    words(0, -9, 13, run.out ? text("race.out", { step: formatNumber(step) }) : fitting(said.join(" · "), 13, side), { fill: soft }),
    shape("rect", { width: side, height: side, fill: "#fff", stroke: "#c9c9c2" }),
    cloud(data.points, 1.1, real, 0.35),
    cloud(points, 1.3, generated, 0.7));
}

/** One chart: curves over steps, with bands where there are any, and their names below. */
function chartOf({ steps, lines }, measure, hues, name) {
  const wide = width - 2 * margin;
  const known = lines.flatMap(({ values, high }) => [...values, ...(high ?? [])]).filter((value) => value !== null);
  const top = measure === "jsd" ? Math.log(2) : measure === "high_quality" ? 1 : Math.max(...known, 1e-9);
  return shape("g", { "data-chart": measure },
    words(0, -16, 15, text(`measure.${measure}.label`), { "font-weight": 600 }),
    ...plot({ width: wide, height: chart, type: 13, soft, grid: "#dcdcd5" }, {
      steps, low: 0, high: top, axis: text("measure.step.label"),
      lines: lines.map(({ values, low, high, colour }) => ({ values, below: low, above: high, colour: hues[colour - 1], width: 2, dash: dashOf(colour)?.join(" ") })),
    }),
    ...lines.flatMap((line, i) => {
      const [x, y] = [44 + (i % keys) * keyWidth, chart + 22 + Math.floor(i / keys) * 22];
      return [shape("path", { d: `M${x} ${y - 4.5}h22`, stroke: hues[line.colour - 1], "stroke-width": 3, "stroke-dasharray": dashOf(line.colour)?.join(" ") }),
        words(x + 30, y, 13, fitting(name(line), 13, keyWidth - 50))];
    }));
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
  return shape("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, fill: "#1b1d20", "font-family": "Helvetica, Arial, 'Liberation Sans', sans-serif" },
    shape("title", {}, title),
    shape("rect", { width, height, fill: "#fff" }),
    words(margin, 48, 24, fitting(title, 24, width - 2 * margin), { "font-weight": 600 }),
    ...planes,
    shape("g", { transform: `translate(${margin} ${below})` }, chartOf(curvesOf(measure, { runs, groups, banded }), measure, hues, name)),
    words(margin, height - 14, 11, fitting(`Saddle  ${addressOf(found.link)}`, 11, width - 2 * margin), { fill: soft }));
}

/** Save a picture that is drawn as a download of a kind, "svg" or "png". */
export async function savePicture(draw, kind) {
  try {
    const svg = draw();
    download(await fileOf(sourceOf(svg), svg.viewBox.baseVal, "race", kind, 2));
  } catch (error) {
    notify(text("race.picture.failed", { reason: error.message }), { bad: true });
  }
}
