// The course of a measure in one or several runs, as curves over rounds, kept up while they train.

import { text } from "../../../common/text.js";
import { key, plot } from "./plot.js";

/**
 * A chart below a live figure.
 * @param {Record<string, any>} run from live()
 * @param {{label: string, height?: number, log?: boolean, bounds: (low: number, high: number) => number[],
 *   curves: {name: string, colour: string, of: string, dashed?: boolean, thick?: number, read: (history: Record<string, any>) => Iterable<number>, write?: (value: number) => string}[]}} how
 *   `of` is the experiment's name.
 */
export function course(run, { label, height = 150, log = false, bounds, curves }) {
  const diagram = plot({ label, height, x: { from: 0, to: 100, title: text("lecture.axis.rounds") }, y: { from: log ? 0.1 : 0, to: log ? 10 : 1, log } });
  const lines = curves.map(({ colour, dashed, thick }) => diagram.curve({ colour, dashed, thick: thick ?? (dashed ? 1.3 : 1.8) }));
  const names = key(curves);
  const draw = () => {
    const histories = new Map();
    let last = 0;
    let low = Infinity;
    let high = -Infinity;
    const data = curves.map(({ of, read }) => {
      if (!histories.has(of)) histories.set(of, window.saddle.history(of));
      const history = histories.get(of);
      const values = read(history);
      last = Math.max(last, history.step.at(-1));
      for (const value of values) {
        if (!Number.isFinite(value) || (log && value <= 0)) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      return [history.step, values];
    });
    for (const part of [diagram.node, names.node]) part.classList.toggle("unrun", last === 0); // on paper there is nothing to see in it
    const [from, to] = bounds(low, high);
    if (from < to) Object.assign(diagram.y, { from, to });
    Object.assign(diagram.x, { from: 0, to: Math.max(50, last) });
    diagram.redraw();
    data.forEach(([steps, values], i) => {
      lines[i].draw(steps, values);
      if (curves[i].write) names.set(i, curves[i].write(values.at(-1)));
    });
  };
  run.onMeasures(draw);
  draw();
  return { node: diagram.node, key: names.node, draw };
}
