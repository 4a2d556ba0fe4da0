// The run so far, as curves over steps. uPlot draws them; where it does not come the page says so.

import { byId, element } from "../../common/element.js";
import { helpButton, nameHelpButtons } from "../parts/help.js";
import { onOwn } from "../race/racing.js";
import { isSplit } from "../split/side.js";
import { markText } from "../../common/setting.js";
import { formatNumber, language, onLanguage, text, translate } from "../../common/text.js";
import { colour, onTheme } from "../../common/theme.js";

const log2 = Math.log(2);
const reach = 6; // CSS pixels from a mark within which it is pointed at

/** Whether a column of the history has any number. */
const known = (column) => Boolean(column) && column.findLast(Number.isFinite) !== undefined;

/** The charts. A curve is the column of the history it shows, or a function of a point of the history. */
export const charts = [
  {
    name: "value",
    curves: [
      { name: "value", colour: "discriminator" },
      // Goodfellow et al. 2014, theorem 1: V(G, D*) = -log 4 + 2 JSD.
      { name: "value_optimum", colour: "theory", of: ({ jsd }) => -2 * log2 + 2 * jsd },
      { name: "floor", colour: "ink-soft", dashed: true, of: () => -2 * log2, constant: true },
    ],
    range: (low, high) => [Math.min(low, -2 * log2) - 0.06, Math.max(high, -2 * log2 + 0.1) + 0.04],
    when: (measures, history) => known(history.value),
  },
  {
    // Berthelot et al. 2017: the two numbers that say how far it is, where there is no V.
    name: "convergence",
    curves: [{ name: "convergence", colour: "discriminator" }, { name: "balance_k", colour: "theory" }],
    range: (low, high) => [0, (high || 1) * 1.08],
    when: (measures, history) => known(history.convergence),
  },
  {
    name: "losses",
    curves: [{ name: "d_loss", colour: "discriminator" }, { name: "g_loss", colour: "generated" }],
  },
  {
    name: "jsd",
    curves: [
      { name: "jsd", colour: "theory" },
      { name: "ceiling", colour: "ink-soft", dashed: true, of: () => log2, constant: true },
    ],
    range: () => [0, log2 * 1.06],
  },
  {
    name: "gradients",
    curves: [{ name: "d_gradient", colour: "discriminator" }, { name: "g_gradient", colour: "generated" }],
    logarithmic: true,
  },
  {
    name: "modes",
    curves: [
      { name: "modes", colour: "generated" },
      { name: "modes_total", colour: "ink-soft", dashed: true, constant: true },
    ],
    range: (low, high) => [0, Math.max(high, 1) * 1.08],
    when: (measures) => measures.modes_total > 0,
  },
  {
    name: "sliced_w",
    curves: [{ name: "sliced_w", colour: "theory" }],
    range: (low, high) => [0, (high || 1) * 1.08],
    when: (measures) => measures.modes_total === 0,
  },
];

/** The library. */
export async function loadLibrary() {
  // The library asks for numbers in the browser's language as soon as it is read, and a language may be none ("C"): then the page's has to do.
  try {
    new Intl.NumberFormat(navigator.language);
  } catch {
    Object.defineProperty(navigator, "language", { value: language(), configurable: true });
  }
  const { default: uPlot } = await import("../../vendor/uPlot.esm.js");
  return uPlot;
}

/** The powers of ten between two bounds: lines enough for a logarithmic axis of this size. */
function decades(low, high) {
  const found = [];
  for (let exponent = Math.ceil(Math.log10(low) - 1e-9); 10 ** exponent <= high * 1.0001; exponent++) found.push(10 ** exponent);
  return found;
}

/** Steps as an axis writes them: 1k, 20k. */
export const shortSteps = (step) => new Intl.NumberFormat(language(), { notation: "compact" }).format(step);

/** Steps between the ticks of an axis of steps: whole ones. */
const whole = [1, 2, 5].flatMap((n) => Array.from({ length: 9 }, (_, i) => n * 10 ** i)).sort((a, b) => a - b);

/** How much larger type is than on the page as it is. */
export const enlarged = () => ("presenting" in document.documentElement.dataset ? parseFloat(getComputedStyle(document.documentElement).fontSize) / 11 : 1);

function axes(chart, last) {
  const k = enlarged();
  const numbered = (u) => last || k > 1 || u.height > 140; // where there is room, each has its own
  const quiet = {
    stroke: colour("ink-soft"),
    font: `${Math.round(10 * k)}px ` + getComputedStyle(document.body).fontFamily,
    grid: { stroke: colour("line"), width: 1 },
    ticks: { show: false },
  };
  return [
    { ...quiet, size: (u) => (numbered(u) ? 18 * k : 4), gap: 2, space: 50 * k, incrs: whole, values: (u, ticks) => ticks.map((tick) => (numbered(u) ? shortSteps(tick) : "")) },
    { ...quiet, size: 40 * k, gap: 4, space: 22 * k, ...(chart.logarithmic && { splits: (_, __, low, high) => decades(low, high), filter: (_, ticks) => ticks }), values: (_, ticks) => ticks.map((tick) => (tick == null ? "" : formatNumber(tick, 3))) },
  ];
}

/** Lines where settings were changed, and where the run is looked at, if not at its end. */
function drawMarks(u) {
  const { left, top, width, height } = u.bbox;
  u.ctx.save();
  u.ctx.beginPath();
  u.ctx.rect(left, top, width, height);
  u.ctx.clip();
  const thick = Math.round(devicePixelRatio);
  u.ctx.lineWidth = thick;
  u.ctx.setLineDash([]);
  const lines = (steps, name) => {
    u.ctx.strokeStyle = colour(name);
    u.ctx.beginPath();
    for (const step of steps) {
      const x = Math.round(u.valToPos(step, "x", true)) + (thick % 2) / 2; // so that it is sharp
      u.ctx.moveTo(x, top);
      u.ctx.lineTo(x, top + height);
    }
    u.ctx.stroke();
  };
  const { marks, step, head } = window.saddle.timeline();
  lines(marks.map((mark) => mark.step), "ink-soft");
  if (step < head) lines([step], "ink");
  u.ctx.restore();
}

/** What was changed where the pointer is, a line each; none where it has come from another chart. */
function changesUnder(u) {
  const { left, event } = u.cursor;
  if (!event) return [];
  return window.saddle.timeline().marks.filter(({ step }) => Math.abs(u.valToPos(step, "x") - left) <= reach).map(markText);
}

function options(chart, last, size, hover) {
  return {
    ...size,
    padding: [6, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 5 }, drag: { setScale: false }, sync: { key: "saddle" } },
    scales: {
      x: { time: false },
      y: chart.logarithmic
        ? { distr: 3, range: (_, low, high) => (low == null ? [0.1, 10] : [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high) + 1e-9)]) }
        : { range: chart.range ? (_, low, high) => (low == null ? [0, 1] : chart.range(low, high)) : undefined },
    },
    axes: axes(chart, last),
    series: [{}, ...chart.curves.map((curve) => ({
      stroke: colour(curve.colour),
      width: curve.constant ? 1 : 1.5,
      dash: curve.dashed ? [4, 4] : undefined,
      points: { show: false },
    }))],
    hooks: { setCursor: [hover], draw: [drawMarks] },
  };
}

/** The columns of one chart, out of the whole history. */
export function columns(chart, history) {
  const count = history.step.length;
  return [history.step, ...chart.curves.map(({ name, of }) => {
    const column = history[name];
    return Array.from({ length: count }, (_, i) => {
      const value = of ? of({ jsd: history.jsd[i] }) : column[i];
      // A gap where there is nothing to show; a logarithm has no place for 0.
      return Number.isFinite(value) && (!chart.logarithmic || value > 0) ? value : null;
    });
  })];
}

/** One chart: heading, key with the values now or under the pointer, plot. */
function makeChart(uPlot, chart, last) {
  const values = chart.curves.map(() => element("b"));
  const keys = chart.curves.map((curve, i) => element("span", { class: "chart-key" },
    element("i", { class: curve.dashed ? "dashed" : "", style: `border-color: var(--${curve.colour})` }),
    element("span", { "data-text": `curve.${curve.name}` }), ...(curve.constant ? [] : [values[i]])));
  const plotted = element("div", { class: "chart-plot" });
  const changes = element("div", { class: "chart-changes", hidden: true });
  plotted.append(changes);
  const node = element("figure", { class: "chart", "data-chart": chart.name },
    element("div", { class: "chart-head" },
      element("h3", {}, element("span", { "data-text": `chart.${chart.name}` }), helpButton(`chart.${chart.name}`, () => `${text(`chart.${chart.name}.help`)} ${text("charts.click")}`)),
      element("div", { class: "chart-keys" }, ...keys)),
    plotted);

  let plot = null;
  let data = [[]];
  const size = () => ({ width: Math.floor(plotted.clientWidth), height: Math.floor(plotted.clientHeight) });
  // Three places after the point say enough, except where the scale is logarithmic.
  const short = (value) => formatNumber(chart.logarithmic || value == null ? value : Number(value.toFixed(3)), 3);
  const write = (index) => values.forEach((cell, i) => { cell.textContent = short(data[i + 1]?.[index]); });
  const hover = (u) => {
    write(u.cursor.idx ?? data[0].length - 1);
    const under = changesUnder(u);
    changes.hidden = under.length === 0;
    changes.replaceChildren(...under.map((line) => element("p", {}, line)));
  };

  // A click has the run go to the step under the pointer; with Shift it follows the pointer.
  let going = false;
  const go = async () => {
    const at = plot?.cursor.left >= 0 ? Math.round(plot.posToVal(plot.cursor.left, "x")) : -1;
    if (at < 0 || going || isSplit()) return;
    going = true;
    await window.saddle.seek(Math.min(at, window.saddle.timeline().head));
    going = false;
  };
  plotted.addEventListener("click", go);
  plotted.addEventListener("pointermove", (event) => { if (event.shiftKey) go(); });

  const self = {
    node,
    draw(history) {
      data = columns(chart, history);
      plot?.setData(data);
      write(plot?.cursor.idx ?? data[0].length - 1);
    },
    mark() { plot?.redraw(false, false); },
    /** Colours and sizes are fixed when a plot is made: make it again when they change. */
    make() {
      plot?.destroy();
      plot = null;
      const { width, height } = size();
      if (width > 0 && height > 0) plot = new uPlot(options(chart, last, { width, height }, hover), data, plotted);
    },
  };
  new ResizeObserver(() => {
    const { width, height } = size();
    if (!width || !height) return;
    if (plot) plot.setSize({ width, height });
    else self.make();
  }).observe(plotted);
  return self;
}

/** Make the charts and keep them up with the run; where they cannot be made the page says why, and does without. */
export async function startCharts() {
  try {
    makeCharts(await loadLibrary());
  } catch (error) {
    console.error(error);
    const sentence = element("p", { class: "charts-missing", role: "status" });
    const say = () => { sentence.textContent = text("charts.missing", { reason: error.message }); };
    byId("charts").replaceChildren(sentence);
    onLanguage(say);
    say();
  }
}

function makeCharts(uPlot) {
  const root = byId("charts");
  const made = charts.map((chart, i) => makeChart(uPlot, chart, i >= charts.length - 2));
  root.replaceChildren(...made.map((chart) => chart.node));
  translate(root);
  nameHelpButtons(root);

  let latest = window.saddle.snapshot();
  const draw = (measures = latest) => {
    latest = measures;
    if (isSplit()) return; // which has charts of both sides
    const history = window.saddle.history();
    made.forEach((chart, i) => {
      chart.node.hidden = charts[i].when ? !charts[i].when(measures, history) : false;
      if (!chart.node.hidden) chart.draw(history);
    });
  };
  onOwn("measures", draw);
  onOwn("timeline", () => { made.forEach((chart) => chart.mark()); });
  onTheme(() => { made.forEach((chart) => chart.make()); });
  document.addEventListener("presenting", () => { made.forEach((chart) => chart.make()); });
  onLanguage(() => { made.forEach((chart) => chart.make()); draw(); });
  draw();
}
