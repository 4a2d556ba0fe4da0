// BEGAN's critic at its plainest, on N(0, 1) and a generator that has a mean and a width: an autoencoder with room for one number. It pulls
// from any distance, and would have G make the one point that it reconstructs.

import { element } from "../../common/element.js";
import { formatNumber, text } from "../../common/text.js";
import { controls, slider } from "./parts/controls.js";
import { demonstration } from "./parts/demonstration.js";
import { handle } from "./parts/handle.js";
import { key, plot } from "./parts/plot.js";
import { sweep } from "./parts/sweep.js";

const reach = { from: -6, to: 26, points: 321 };
const farthest = 22;
const first = { mu: 20, width: 1, k: 0.5 };
const gamma = 0.5;
const xs = Array.from({ length: reach.points }, (_, i) => reach.from + (i / (reach.points - 1)) * (reach.to - reach.from));
const bell = (mean, width) => xs.map((x) => Math.exp(-(((x - mean) / width) ** 2) / 2) / (width * Math.sqrt(2 * Math.PI)));
const written = (value) => formatNumber(Math.abs(value) < 1e-6 ? 0 : value, 3);

export function make(parts) {
  const state = { ...first };
  const densities = plot({ label: text("lecture.flat.densities"), height: 130, x: { from: reach.from, to: reach.to }, y: { from: 0, to: 0.9, hidden: true } });
  const ofP = densities.curve({ colour: "real", area: true });
  const ofQ = densities.curve({ colour: "generated", area: true });
  const errors = plot({ label: text("lecture.began.errors"), height: 180, x: { from: reach.from, to: reach.to }, y: { from: 0, to: 24, ticks: [0, 10, 20] } });
  const line = errors.curve({ colour: "discriminator", thick: 2.4 });
  const answer = errors.rule("x", { colour: "discriminator" });
  const placeOfQ = errors.rule("x", { colour: "generated" });
  const names = key([
    { name: text("lecture.began.answer"), colour: "discriminator" }, { name: text("lecture.began.real"), colour: "real", dot: true }, { name: text("lecture.began.made"), colour: "generated", dot: true },
    { name: text("lecture.began.mean"), colour: "generated" }, { name: text("lecture.began.shrink"), colour: "generated", dashed: true },
  ]);
  const thermostat = element("p", { class: "figure-note" });

  const show = () => {
    const { mu, width, k } = state;
    const found = window.saddle.theory.reconstruct(mu, width, k);
    ofP.draw(xs, bell(0, 1));
    ofQ.draw(xs, bell(mu, width));
    line.draw(xs, xs.map((x) => Math.abs(x - found.m)));
    answer.at(found.m);
    placeOfQ.at(mu);
    [found.m, found.real, found.made, found.pullMean, found.pullWidth].forEach((value, i) => names.set(i, written(value)));
    thermostat.textContent = text(gamma * found.real > found.made ? "lecture.began.rises" : "lecture.began.falls");
    move.show();
    for (const [name, { set }] of Object.entries(ranges)) set(state[name]);
  };
  const set = (name, value) => { state[name] = value; show(); };
  const nearer = sweep({ from: first.mu, to: 0, seconds: 10, set: (value) => set("mu", value) });
  const byHand = (name) => (value) => { nearer.stop(); set(name, value); };
  const move = handle(densities, { label: text("lecture.flat.mu"), colour: "generated", min: 0, max: farthest, step: 0.1, get: () => state.mu, set: byHand("mu"), place: () => [densities.px(state.mu), densities.py(Math.min(0.8, 0.4 / state.width))], write: written });
  const ranges = {
    mu: slider(text("lecture.flat.mu"), { min: 0, max: farthest, step: 0.1, value: state.mu }, written, byHand("mu")),
    width: slider(text("lecture.began.width"), { min: 0.1, max: 2, step: 0.05, value: state.width }, written, byHand("width")),
    k: slider(text("lecture.began.k"), { min: 0, max: 0.95, step: 0.05, value: state.k }, written, byHand("k")),
  };
  parts.append(densities.node, controls(...Object.values(ranges).map(({ node }) => node)), element("div", { class: "figure-columns figure-answer" },
    element("div", {}, element("p", { class: "figure-title" }, text("lecture.began.errors")), errors.node), element("div", { class: "figure-stack" }, names.node, thermostat)));
  show();
  return demonstration({
    begun: () => Object.entries(first).some(([name, value]) => state[name] !== value),
    restart() { Object.assign(state, first); show(); }, start: nearer.start, stop: nearer.stop,
  });
}
