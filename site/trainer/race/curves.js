// The curves of a race: what was measured of each run, on steps that all have in common.

import { quantile } from "./groups.js";

const most = 300; // steps

/** Measures that can be compared whatever the runs differ in, those that these runs have. */
export function comparable(runs) {
  const modes = runs.some(({ measures }) => measures?.modes_total > 0);
  return modes ? ["jsd", "modes", "high_quality"] : ["jsd", "sliced_w"];
}

/** Steps from 0 to the last that any run has been measured at, evenly. */
export function commonSteps(histories) {
  const last = Math.max(0, ...histories.map(({ step }) => step.at(-1) ?? 0));
  const count = Math.min(most, last) + 1;
  return Array.from({ length: count }, (_, i) => Math.round((last * i) / Math.max(count - 1, 1)));
}

/** A column of a run's history on these steps: what was measured last before each, null before the first and after the last. */
export function along(steps, { step: measured, ...columns }, name) {
  let i = -1;
  return steps.map((step) => {
    while (i + 1 < measured.length && measured[i + 1] <= step) i++;
    const value = i < 0 || step > measured.at(-1) ? null : columns[name][i];
    return Number.isFinite(value) ? value : null;
  });
}

/** Median and quartiles of several columns, where all have a number. */
export function quartiles(columns) {
  const at = (q) => columns[0].map((_, i) => {
    const values = columns.map((column) => column[i]);
    return values.includes(null) ? null : quantile(values.sort((a, b) => a - b), q);
  });
  return { low: at(0.25), middle: at(0.5), high: at(0.75) };
}

/**
 * Everything that one measure's curves are drawn from: a line for each run, or for each group with a band around it.
 * @returns {{steps: number[], lines: {colour: number, name: Record<string, any>, values: (number|null)[], low?: (number|null)[], high?: (number|null)[]}[]}}
 */
export function curvesOf(measure, { runs, groups, banded }) {
  const histories = new Map(runs.map((run) => [run, window.saddle.history(run.name)]));
  const steps = commonSteps([...histories.values()]);
  const column = (run) => along(steps, histories.get(run), measure);
  const lines = banded
    ? groups.groups.map(({ members, label }) => {
      const { low, middle, high } = quartiles(members.map(column));
      return { colour: members[0].colour, label, values: middle, low, high };
    })
    : runs.map((run) => ({ colour: run.colour, run, values: column(run) }));
  return { steps, lines };
}
