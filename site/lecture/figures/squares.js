// LSGAN on N(0, 1) and N(mu, 1): its best critic, and that G's gradient with this critic held is neither that of the divergence
// which the critic measures nor any farther-reaching than the minimax loss's.

import { element } from "../../common/element.js";
import { formatNumber, text } from "../../common/text.js";
import { controls, slider } from "./parts/controls.js";
import { demonstration } from "./parts/demonstration.js";
import { gradually } from "./parts/gradually.js";
import { handle } from "./parts/handle.js";
import { key, plot, writeSmall } from "./parts/plot.js";
import { sweep } from "./parts/sweep.js";

const reach = { from: -6, to: 26, points: 321 };
const farthest = 22;
const first = 1;
const p = [{ mean: 0, width: 1, weight: 1 }];

export function make(parts) {
  const { theory } = window.saddle;
  let mu = first;
  const densities = plot({ label: text("lecture.flat.densities"), height: 110, x: { from: reach.from, to: reach.to }, y: { from: 0, to: 0.5, hidden: true } });
  const ofP = densities.curve({ colour: "real", area: true });
  const ofQ = densities.curve({ colour: "generated", area: true });
  const best = plot({ label: text("lecture.squares.best"), height: 200, x: { from: reach.from, to: reach.to }, y: { from: -1.16, to: 1.16, ticks: [-1, 0, 1] } });
  const bestLine = best.curve({ colour: "discriminator", thick: 2.4 });
  const placeOfQ = best.rule("x", { colour: "generated" });

  const curves = [
    { name: text("lecture.squares.held"), colour: "generated", of: (g) => g.lsgan },
    { name: text("lecture.squares.pearson"), colour: "theory", of: (g) => g.pearson },
    { name: text("lecture.squares.minimax"), colour: "discriminator", of: (g) => g.saturating },
  ];
  const slopes = plot({ label: text("lecture.squares.slopes"), height: 200, x: { from: 0, to: farthest, ticks: [0, 5, 10, 15, 20], title: "μ" }, y: { from: 0, to: 0.5, ticks: [0, 0.25, 0.5] } });
  const lines = curves.map(({ colour }) => slopes.curve({ colour }));
  const here = slopes.rule("x", { colour: "ink-soft" });
  const names = key(curves);
  const mus = [...Array.from({ length: 32 }, (_, i) => i / 4), ...Array.from({ length: farthest - 7 }, (_, i) => i + 8)]; // most where the curves bend
  gradually(mus, (known, course) => curves.forEach(({ of }, i) => lines[i].draw(known, course.map(({ gradients }) => of(gradients)))));

  const show = () => {
    const q = [{ mean: mu, width: 1, weight: 1 }];
    const critics = theory.critics(p, q, reach);
    const [now] = theory.flat([mu]);
    const bell = (mean) => critics.x.map((x) => Math.exp(-((x - mean) ** 2) / 2) / Math.sqrt(2 * Math.PI));
    ofP.draw(critics.x, bell(0));
    ofQ.draw(critics.x, bell(mu));
    bestLine.draw(critics.x, critics.lsgan);
    placeOfQ.at(mu);
    here.at(mu);
    curves.forEach(({ of }, i) => names.set(i, writeSmall(of(now.gradients), 3)));
    move.show();
    range.set(mu);
  };
  const set = (value) => { mu = value; show(); };
  const away = sweep({ from: 0, to: farthest, seconds: 12, set });
  const byHand = (value) => { away.stop(); set(value); };
  const written = (value) => formatNumber(value, 3);
  const move = handle(densities, { label: text("lecture.flat.mu"), colour: "generated", min: 0, max: farthest, step: 0.1, get: () => mu, set: byHand, place: () => [densities.px(mu), densities.py(0.4)], write: written });
  const range = slider(text("lecture.flat.mu"), { min: 0, max: farthest, step: 0.1, value: mu }, written, byHand);
  const column = (title, ...rest) => element("div", {}, element("p", { class: "figure-title" }, title), ...rest);
  parts.append(densities.node, controls(range.node), element("div", { class: "figure-columns figure-answer" },
    column(text("lecture.squares.best"), best.node), column(text("lecture.squares.slopes"), slopes.node, names.node)));
  show();
  return demonstration({ begun: () => mu !== first, restart: () => set(first), start: away.start, stop: away.stop });
}
