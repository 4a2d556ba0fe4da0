// The best critics of f-GAN and of D2GAN on N(0, 1) and N(mu, 1), all of them functions of the ratio of both densities, and how each of
// them pulls G's mean: near the data and far from it.

import { element } from "../../common/element.js";
import { formatNumber, text } from "../../common/text.js";
import { choice, controls, slider } from "./parts/controls.js";
import { demonstration } from "./parts/demonstration.js";
import { gradually } from "./parts/gradually.js";
import { handle } from "./parts/handle.js";
import { key, plot, power, writeSmall } from "./parts/plot.js";
import { sweep } from "./parts/sweep.js";

const reach = { from: -6, to: 16, points: 221 };
const farthest = 12;
const first = 1;
const height = 10; // of what is seen of critics, which grow as exponentials do
const p = [{ mean: 0, width: 1, weight: 1 }];

/**
 * The gradient of each divergence with respect to mu, which is also the one that G has from the best critic, held fixed: G lowers what
 * the critic has raised.
 */
const slopes = {
  kl: (mu) => mu,
  pearson: (mu) => 2 * mu * Math.exp(mu * mu),
  hellinger: (mu) => (mu / 2) * Math.exp((-mu * mu) / 8),
  d2gan: (mu) => 2 * mu,
};

/** The best critics of each choice. D2GAN has two, the ratio and its inverse. */
const critics = {
  forward: ({ t }) => [t["fgan-kl"]],
  reverse: ({ t }) => [t["fgan-reverse-kl"]],
  pearson: ({ t }) => [t["fgan-pearson"]],
  hellinger: ({ t }) => [t["fgan-hellinger"]],
  d2gan: ({ t }) => [t["fgan-pearson"].map((value) => value / 2 + 1), t["fgan-reverse-kl"].map((value) => -value)],
};

/** Their names. */
const kinds = ["lecture.ratios.forward", "lecture.ratios.reverse", "lecture.ratios.pearson", "lecture.ratios.hellinger", "lecture.ratios.d2gan"];

const written = (value) => formatNumber(value, 3);
const large = (value) => (value < 1e4 ? writeSmall(value, 3) : `${formatNumber(value / 10 ** Math.floor(Math.log10(value)), 2)}·${power(10 ** Math.floor(Math.log10(value)))}`);

export function make(parts) {
  const { theory } = window.saddle;
  let mu = first;
  let chosen = "forward";
  const densities = plot({ label: text("lecture.flat.densities"), height: 110, x: { from: reach.from, to: reach.to }, y: { from: 0, to: 0.5, hidden: true } });
  const ofP = densities.curve({ colour: "real", area: true });
  const ofQ = densities.curve({ colour: "generated", area: true });
  const best = plot({ label: text("lecture.ratios.best"), height: 200, x: { from: reach.from, to: reach.to }, y: { from: -height, to: height, ticks: [-10, -5, 0, 5, 10] } });
  const bestLines = [best.curve({ colour: "discriminator", thick: 2.4 }), best.curve({ colour: "discriminator", thick: 2, dashed: true })];
  const placeOfQ = best.rule("x", { colour: "generated" });

  const curves = [
    { name: text("lecture.ratios.kl"), colour: "discriminator", of: slopes.kl },
    { name: text("lecture.ratios.pearson"), colour: "generated", of: slopes.pearson },
    { name: text("lecture.ratios.hellinger"), colour: "theory", of: slopes.hellinger },
    { name: text("lecture.ratios.d2gan"), colour: "ink", of: slopes.d2gan },
    { name: text("lecture.ratios.minimax"), colour: "ink-soft", dashed: true, of: (mu) => Math.abs(theory.flat([mu])[0].gradients.saturating) },
  ];
  const pulls = plot({ label: text("lecture.ratios.slopes"), height: 200, x: { from: 0, to: farthest, ticks: [0, 4, 8, 12], title: "μ" }, y: { from: 1e-10, to: 1e10, log: true, ticks: [1e-10, 1e-5, 1, 1e5, 1e10] } });
  const lines = curves.map(({ colour, dashed }) => pulls.curve({ colour, dashed }));
  const here = pulls.rule("x", { colour: "ink-soft" });
  const names = key(curves);
  const mus = Array.from({ length: 4 * farthest }, (_, i) => (i + 1) / 4);
  curves.slice(0, -1).forEach(({ of }, i) => lines[i].draw(mus, mus.map(of)));
  gradually(mus, (known, course) => lines.at(-1).draw(known, course.map(({ gradients }) => Math.abs(gradients.saturating))));

  const show = () => {
    const found = theory.critics(p, [{ mean: mu, width: 1, weight: 1 }], reach);
    const bell = (mean) => found.x.map((x) => Math.exp(-((x - mean) ** 2) / 2) / Math.sqrt(2 * Math.PI));
    ofP.draw(found.x, bell(0));
    ofQ.draw(found.x, bell(mu));
    const shown = critics[chosen](found);
    bestLines.forEach((line, i) => line.draw(found.x, shown[i] ?? []));
    placeOfQ.at(mu);
    here.at(mu);
    curves.forEach(({ of }, i) => names.set(i, mu > 0 ? large(of(mu)) : "0"));
    move.show();
    range.set(mu);
  };
  const set = (value) => { mu = value; show(); };
  const away = sweep({ from: 0, to: farthest, seconds: 10, set });
  const byHand = (value) => { away.stop(); set(value); };
  const move = handle(densities, { label: text("lecture.flat.mu"), colour: "generated", min: 0, max: farthest, step: 0.1, get: () => mu, set: byHand, place: () => [densities.px(mu), densities.py(0.4)], write: written });
  const range = slider(text("lecture.flat.mu"), { min: 0, max: farthest, step: 0.1, value: mu }, written, byHand);
  const which = choice(text("lecture.ratios.choose"), kinds.map((label, i) => ({ value: Object.keys(critics)[i], label: text(label) })), chosen, (value) => { chosen = value; show(); });
  const column = (title, ...rest) => element("div", {}, element("p", { class: "figure-title" }, title), ...rest);
  parts.append(densities.node, controls(range.node), controls(which.node), element("div", { class: "figure-columns figure-answer" },
    column(text("lecture.ratios.best"), best.node), column(text("lecture.ratios.slopes"), pulls.node, names.node)));
  show();
  return demonstration({ begun: () => mu !== first, restart: () => set(first), start: away.start, stop: away.stop });
}
