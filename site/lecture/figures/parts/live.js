// Experiments that train in a figure: their views, Play and Reset, the number of rounds. Several train side by side.

import { element } from "../../../common/element.js";
import { formatNumber, text } from "../../../common/text.js";
import { button, iconButton, picture } from "./controls.js";

/** Listeners for measures, by the experiment's name. */
const listeners = new Map();
let listening = false;

function listen(name, listener) {
  if (!listening) {
    listening = true;
    window.saddle.on("measures", (measures) => {
      for (const each of listeners.get(measures.experiment) ?? []) each(measures);
    });
  }
  if (!listeners.has(name)) listeners.set(name, new Set());
  listeners.get(name).add(listener);
}

/** All runs there are, by their names. */
const known = new Map();

/** The link of a run's experiment. */
export const linkOf = (name) => known.get(name)?.link;

/** An element that shows an experiment. */
export const view = (name, layers, label, kind = "plane") =>
  element("div", { class: `figure-view ${kind}`, "data-view": kind, "data-experiment": name, "data-layers": layers.join(","), role: "img", "aria-label": label });

/** The marks of each layer, and what they mean. */
const legends = {
  real: [{ word: "lecture.legend.real", mark: "dot real" }],
  generated: [{ word: "lecture.legend.generated", mark: "dot generated" }],
  heatmap: [{ word: "lecture.legend.heatmap", mark: "ramp" }, { word: "lecture.legend.border", mark: "line discriminator" }],
  optimum: [{ word: "lecture.legend.optimum", mark: "line theory" }],
};

/** What the marks in a view mean. */
export const legend = (layers) => element("ul", { class: "figure-legend" }, ...layers.flatMap((layer) => (legends[layer] ?? [])
  .map(({ word, mark }) => element("li", { "data-layer": layer }, element("i", { class: mark }), element("span", {}, text(word))))));

/**
 * One or several experiments with their controls.
 * @param {{runs: {name: string, link: string, title?: string, layers?: string[]}[], layers?: string[], speed?: number, last?: number, shown?: number}} options
 *   `speed` is rounds a second, 0 for as many as can be; at round `last` it pauses by itself, until it is played on; after `shown`
 *   rounds one has seen what it is about.
 */
export function live({ runs, layers = ["heatmap", "real", "generated"], speed = 0, last = Infinity, shown = Math.min(last, 400) }) {
  const { saddle } = window;
  let playing = false;
  let isAwake = false;
  let limit = last;
  const heard = new Set();
  let onShown = null;

  for (const run of runs) {
    known.set(run.name, run);
    saddle.experiment(run.name, run.link);
  }
  const frames = runs.map(({ name, title, layers: own = layers }) => element("div", { class: "figure-frame" },
    ...(title ? [element("p", { class: "figure-title" }, title)] : []),
    view(name, own, title ? `${title}: ${text("lecture.view")}` : text("lecture.view"))));
  const views = element("div", { class: "figure-views", "data-count": runs.length }, ...frames);

  const play = button("", () => self.setPlaying(!playing), { strong: true });
  const count = element("span", { class: "figure-count" });
  const showPlaying = () => {
    play.replaceChildren(picture(playing ? "pause" : "play"), element("span", {}, text(playing ? "lecture.pause" : "lecture.play")));
  };
  const showCount = (step) => { count.textContent = text("lecture.rounds", { count: formatNumber(step) }); };
  const reset = iconButton(text("lecture.reset"), "reset", () => self.reset());
  const use = () => {
    saddle.use(...runs.map(({ name }) => name));
    saddle.speed(speed);
    if (playing) saddle.play();
    else saddle.pause();
  };

  const self = {
    views, frames, legend: legend(layers), count,
    transport: element("div", { class: "figure-controls figure-transport" }, play, reset, count),
    get playing() { return playing; },
    setPlaying(on) {
      playing = on;
      if (on && self.step() >= limit) limit = Infinity;
      showPlaying();
      if (isAwake) use();
    },
    reset() {
      limit = last;
      if (!isAwake) return;
      saddle.reset();
      self.refresh();
    },
    /** Begin another experiment in the place of the i-th. */
    load(i, link) {
      runs[i].link = link;
      limit = last;
      saddle.use(runs[i].name);
      saddle.load(link);
      if (isAwake) use();
      else saddle.use();
      self.refresh();
    },
    step: () => Math.min(...runs.map(({ name }) => saddle.history(name).step.at(-1))),
    /** Call back with (measures, name) at first and whenever they change. */
    onMeasures(listener) {
      heard.add(listener);
      for (const { name } of runs) listen(name, (measures) => listener(measures, name));
    },
    refresh() {
      for (const { name } of runs) {
        const measures = saddle.snapshot(name);
        if (runs[0].name === name) showCount(measures.step);
        for (const listener of heard) listener(measures, name);
      }
    },
    demonstrate() {
      const begun = playing || self.step() > 0;
      if (begun) self.reset();
      self.setPlaying(!begun);
    },
    /** Begin, if nobody has, and resolve when one has seen what it is about. */
    begin() {
      if (!playing) self.setPlaying(true);
      return new Promise((resolve) => { onShown = resolve; });
    },
    wake() { isAwake = true; use(); self.refresh(); },
    sleep() { isAwake = false; },
  };
  listen(runs[0].name, ({ step }) => {
    showCount(step);
    if (step >= shown) onShown?.();
    if (playing && step >= limit) {
      limit = Infinity;
      self.setPlaying(false);
    }
  });
  showPlaying();
  showCount(0);
  return self;
}
