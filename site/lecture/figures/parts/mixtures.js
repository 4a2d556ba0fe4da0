// Two densities on a line that the reader moves: P, of one or two modes, and Q.

import { formatNumber, text } from "../../../common/text.js";
import { handle } from "./handle.js";
import { key, plot } from "./plot.js";

export const grid = { from: -6, to: 6, points: 241 };
const far = 4.5;
const widths = { min: 0.4, max: 2.5 };

/** One of 1, 2, 3, 4, 5, 7 times a power of ten that is not below a value: for scales that do not follow every move. */
export function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 3, 4, 5, 7, 10].find((m) => m * power >= value * 0.999) * power;
}

/**
 * The diagram of both densities with its handles.
 * @param {{p: {mean: number, width: number, apart: number}, q: {mean: number, width: number}}} state
 *   `apart` is the distance of P's modes, 0 for one mode.
 * @param {(comparison: Record<string, any>) => void} onchange hears what theory says, at first and after each move
 */
export function mixtures(state, onchange) {
  const { p, q } = state;
  const diagram = plot({ label: text("lecture.mixtures.label"), height: 210, x: { from: grid.from, to: grid.to }, y: { from: 0, to: 0.4, hidden: true } });
  const ofP = diagram.curve({ colour: "real", area: true });
  const ofQ = diagram.curve({ colour: "generated", area: true });
  const names = key([{ name: text("lecture.mixtures.p"), colour: "real" }, { name: text("lecture.mixtures.q"), colour: "generated" }]);
  let comparison = null;

  const P = () => (p.apart > 0
    ? [{ mean: p.mean, width: p.width, weight: 1 }, { mean: p.mean + p.apart, width: p.width, weight: 1 }]
    : [{ mean: p.mean, width: p.width, weight: 1 }]);
  const Q = () => [{ mean: q.mean, width: q.width, weight: 1 }];
  const density = (values, x) => {
    const i = Math.round(((x - grid.from) / (grid.to - grid.from)) * (grid.points - 1));
    return values[Math.min(grid.points - 1, Math.max(0, i))] ?? 0;
  };
  const number = (value) => formatNumber(value, 3);
  const set = (of, name) => (value) => {
    of[name] = value;
    self.update(true);
  };

  const mean = (of, colour, label, values) => handle(diagram, {
    label, colour, min: -far, max: far, step: 0.05, get: () => of.mean, set: set(of, "mean"),
    place: () => [diagram.px(of.mean), diagram.py(density(values(), of.mean))], write: number,
  });
  // A width is read where the density's slope is steepest: one width from its last mode.
  const width = (of, colour, label, values, last) => handle(diagram, {
    label, colour, kind: "width", ...widths, step: 0.05, get: () => of.width, set: set(of, "width"),
    place: () => [diagram.px(last() + of.width), diagram.py(density(values(), last() + of.width))],
    read: (x) => Math.abs(diagram.toX(x) - last()), write: number,
  });
  const valuesP = () => comparison?.p ?? [];
  const valuesQ = () => comparison?.q ?? [];
  const handles = [
    mean(p, "real", text("lecture.mixtures.p.mean"), valuesP),
    width(p, "real", text("lecture.mixtures.p.width"), valuesP, () => p.mean + p.apart),
    mean(q, "generated", text("lecture.mixtures.q.mean"), valuesQ),
    width(q, "generated", text("lecture.mixtures.q.width"), valuesQ, () => q.mean),
  ];
  const second = handle(diagram, {
    label: text("lecture.mixtures.p.second"), colour: "real", min: 0.5, max: 8, step: 0.05,
    get: () => p.apart, set: set(p, "apart"),
    place: () => [diagram.px(p.mean + p.apart), diagram.py(density(valuesP(), p.mean + p.apart))],
    read: (x) => diagram.toX(x) - p.mean, write: number,
  });
  handles.push(second);

  const first = { p: { ...p }, q: { ...q } };
  const self = {
    node: diagram.node, key: names.node, P, Q,
    /** Give P other values, from which it begins from now on. */
    choose(values) {
      Object.assign(first.p, Object.assign(p, values));
      self.update(true);
    },
    begun: () => q.mean !== first.q.mean || q.width !== first.q.width,
    restart() {
      Object.assign(p, first.p);
      Object.assign(q, first.q);
      self.update(true);
    },
    /** Called with true when the reader has moved something, which ends what moves by itself. */
    onHand: null,
    update(byHand = false) {
      if (byHand) self.onHand?.();
      const result = window.saddle.theory.compare(P(), Q(), grid);
      if (result.error) return;
      comparison = result;
      diagram.scale("y", { to: Math.max(0.3, roundUp(Math.max(...result.p, ...result.q) * 1.12)) });
      ofP.draw(result.x, result.p);
      ofQ.draw(result.x, result.q);
      second.node.hidden = p.apart === 0;
      for (const { show } of handles) show();
      onchange(result);
    },
  };
  return self;
}
