// The runs of a race: experiments of the program, trained side by side, with the newest that is known of each.

const worst = 1e6;    // a loss beyond it, or points
const farthest = 1e3; // so far from the data, in the plane's units, have left all bounds

let made = 0; // names, each of which is used once

/** Whether measures are of a run whose numbers have left all bounds: such a run stands still. */
export const diverged = ({ d_loss: d, g_loss: g, sliced_w: far }) => ![d, g].every((loss) => Math.abs(loss) <= worst) || !(far <= farthest);

/**
 * Begin the experiments of a race, at rest, and have them be those that are trained.
 * @param {{label: {field: string, value: string}[], link: string}[]} described as saddle.sweep does
 * @param {() => void} changed is called when more is known of any run
 */
export function beginRuns(described, changed) {
  const { saddle } = window;
  /** @type {object[]} each with what it differs in, its number, its newest measures, and the step at which it first had so many modes */
  const runs = described.map(({ label, link }, i) => ({ label, link, number: i + 1, name: `race-${++made}`, measures: null, covered: {} }));
  for (const { name, link } of runs) saddle.experiment(name, link);

  // The program's play, pause and speed are said of the first in use: that is one that goes on.
  const use = () => saddle.use(...runs.filter((run) => !run.out).map(({ name }) => name), ...runs.filter((run) => run.out).map(({ name }) => name));
  use();
  const hear = (measures) => {
    const run = runs.find(({ name }) => name === measures.experiment);
    if (!run) return;
    take(run, measures);
    changed();
  };
  function take(run, measures) {
    if (measures.step < (run.measures?.step ?? 0)) run.covered = {}; // it has begun anew
    for (let count = 1; count <= measures.modes; count++) run.covered[count] ??= measures.step;
    run.measures = measures;
    const out = measures.step > 0 && diverged(measures);
    if (out === Boolean(run.out)) return;
    run.out = out;
    const { playing } = saddle;
    use();
    if (!out && playing) saddle.play(); // begun anew, it plays as the others do
  }
  const self = {
    runs,
    /** What is known now, of all. */
    refresh() {
      for (const run of runs) take(run, { ...saddle.snapshot(run.name), experiment: run.name });
      changed();
    },
    /** The first step that a run which goes on is at, and the last. */
    span() {
      const steps = runs.filter((run) => !run.out).map((run) => saddle.snapshot(run.name).step);
      return steps.length ? [Math.min(...steps), Math.max(...steps)] : null;
    },
    /** Train only some for so many steps, then all again. */
    async alone(some, steps) {
      saddle.use(...some.map(({ name }) => name));
      try {
        await saddle.step(steps);
      } finally {
        if (!self.ended) use();
      }
    },
    end() {
      self.ended = true;
      saddle.off("measures", hear);
      saddle.use("");
      for (const { name } of runs) saddle.forget?.(name);
    },
  };
  saddle.on("measures", hear);
  return self;
}

/** The moment that a run is at, as a link. */
export function momentOf({ link, measures }) {
  if (!measures?.step) return link || "#";
  return `${link}${link ? "&" : "#"}at=${measures.step}&digest=${measures.digest}`;
}
