// The charts that all runs of a race have in common, a colour each. uPlot draws them.

import { element } from "../../common/element.js";
import { helpButton, nameHelpButtons } from "../parts/help.js";
import { enlarged, loadLibrary, shortSteps } from "../readings/charts.js";
import { comparable, curvesOf } from "./curves.js";
import { dashOf } from "./dashes.js";
import { labelOf } from "./label.js";
import { formatNumber, text, translate } from "../../common/text.js";
import { colour } from "../../common/theme.js";

const ranges = { jsd: [0, Math.log(2) * 1.06], high_quality: [0, 1.04] };

function options(measure, lines, size, last, hover) {
  const k = enlarged();
  const numbered = last || k > 1; // where there is room, each has its own
  const quiet = {
    stroke: colour("ink-soft"), font: `${Math.round(10 * k)}px ` + getComputedStyle(document.body).fontFamily,
    grid: { stroke: colour("line"), width: 1 }, ticks: { show: false },
  };
  const series = [{}];
  const bands = [];
  for (const line of lines) {
    const stroke = colour(`run-${line.colour}`);
    if (line.low) {
      bands.push({ series: [series.length, series.length + 1], fill: stroke + "33" });
      for (let i = 0; i < 2; i++) series.push({ stroke: stroke + "88", width: 0.75, points: { show: false } });
    }
    series.push({ stroke, width: 1.75, dash: dashOf(line.colour), points: { show: false } });
  }
  return {
    ...size, padding: [6, 12, 0, 0], legend: { show: false }, series, bands,
    cursor: { y: false, points: { size: 5 }, drag: { setScale: false }, sync: { key: "race" } },
    scales: { x: { time: false }, y: { range: (_, low, high) => ranges[measure] ?? [0, (high || 1) * 1.08] } },
    axes: [
      { ...quiet, size: numbered ? 18 * k : 4, gap: 2, space: 50 * k, values: (_, ticks) => ticks.map((tick) => (numbered ? shortSteps(tick) : "")) },
      { ...quiet, size: 40 * k, gap: 4, space: 22 * k, values: (_, ticks) => ticks.map((tick) => formatNumber(tick, 3)) },
    ],
    hooks: { setCursor: [hover] },
  };
}

function makeChart(uPlot, measure, last, { runs, groups, label }) {
  const under = element("span", { class: "race-under" });
  const plotted = element("div", { class: "chart-plot" });
  const node = element("figure", { class: "chart", "data-chart": measure },
    element("div", { class: "chart-head" },
      element("h3", {}, element("span", { "data-text": `measure.${measure}.label` }), helpButton(`measure.${measure}.label`, () => text(`measure.${measure}.help`))), under),
    plotted);
  let plot = null;
  let shown = { steps: [], lines: [] };
  let how = false;
  const name = (line) => (line.run ? `${line.run.number} ${label(line.run)}` : labelOf(line.label, groups.groups.map((group) => group.label)));

  /** Name the curve nearest to the pointer, with its value. */
  const hover = (u) => {
    const { idx, top, event } = u.cursor;
    if (idx == null || !event) return void (under.textContent = "");
    const values = shown.lines.map((line) => line.values[idx]);
    const far = values.map((value) => (value === null ? Infinity : Math.abs(u.valToPos(value, "y") - top)));
    const at = far.indexOf(Math.min(...far));
    under.textContent = Number.isFinite(far[at]) ? `${name(shown.lines[at])}: ${formatNumber(values[at])}` : "";
  };
  const data = () => [shown.steps, ...shown.lines.flatMap((line) => (line.low ? [line.high, line.low, line.values] : [line.values]))];
  const size = () => ({ width: Math.floor(plotted.clientWidth), height: Math.floor(plotted.clientHeight) });
  const self = {
    node,
    draw() {
      shown = curvesOf(measure, { runs, groups, banded: how });
      if (plot) plot.setData(data());
      else self.make(how);
    },
    make(banded) {
      how = banded;
      plot?.destroy();
      plot = null;
      const { width, height } = size();
      if (width <= 0 || height <= 0) return;
      shown = curvesOf(measure, { runs, groups, banded });
      plot = new uPlot(options(measure, shown.lines, { width, height }, last, hover), data(), plotted);
    },
  };
  self.observer = new ResizeObserver(() => {
    const { width, height } = size();
    if (!width || !height) return;
    if (plot) plot.setSize({ width, height });
    else self.make(how);
  });
  self.observer.observe(plotted);
  return self;
}

/** Make the charts of these runs. */
export function makeCharts(runs, groups, label) {
  const node = element("div", { class: "race-charts" });
  let made = [];
  let names = "";
  let banded = false;
  let uPlot = null;
  let ended = false;
  const self = {
    node,
    make(how = banded) {
      banded = how;
      for (const chart of made) chart.make(banded);
    },
    draw() {
      const wanted = comparable(runs);
      if (uPlot && names !== wanted.join()) {
        names = wanted.join();
        for (const chart of made) chart.observer.disconnect();
        made = wanted.map((measure, i) => makeChart(uPlot, measure, i === wanted.length - 1, { runs, groups, label }));
        node.replaceChildren(...made.map((chart) => chart.node));
        translate(node);
        nameHelpButtons(node);
        self.make();
      }
      for (const chart of made) chart.draw();
    },
    end() {
      ended = true;
      for (const chart of made) chart.observer.disconnect();
    },
  };
  loadLibrary().then((library) => {
    uPlot = library;
    if (!ended) self.draw();
  }, (error) => { node.replaceChildren(element("p", { class: "charts-missing", role: "status" }, text("charts.missing", { reason: error.message }))); });
  return self;
}
