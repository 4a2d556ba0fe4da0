// The runs of a race: experiments of the program, trained side by side, with the newest that is known of each.

let made = 0; // names, each of which is used once

const goingFirst = (runs) => [...runs.filter((run) => !run.out), ...runs.filter((run) => run.out)];

/**
 * Begin the experiments of a race, at rest, and have them be those that are trained.
 * @param {{label: {field: string, value: string}[], link: string}[]} described as saddle.sweep does
 * @param {() => void} changed is called when more is known of any run
 */
export function beginRuns(described, changed) {
  /** @type {Record<string, any>[]} each with what it differs in, its number, its newest measures, and the step at which it first had so many modes */
  const runs = described.map(({ label, link }, i) => ({ label, link, number: i + 1, name: `race-${++made}`, measures: null, covered: {} }));
  for (const { name, link } of runs) window.saddle.experiment(name, link);
  return followRuns(runs, changed);
}

/**
 * Have experiments be those that are trained, and keep what is known of each.
 * @param {Record<string, any>[]} runs each with its experiment's name
 * @param {() => void} changed is called when more is known of any run
 * @param {(runs: Record<string, any>[]) => Record<string, any>[]} [order] the program's functions are about the first: one that goes on, without
 */
export function followRuns(runs, changed, order = goingFirst) {
  const { saddle } = window;
  const use = () => saddle.use(...order(runs).map(({ name }) => name));
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
    const out = saddle.diagnosis(run.name).code === "divergence"; // then it stands still
    if (out === Boolean(run.out)) return;
    run.out = out;
    const { playing } = saddle;
    use();
    if (!out && playing) saddle.play(); // begun anew, it plays as the others do
  }
  const self = {
    runs,
    use,
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
    /** Bring those that were stopped some steps behind up to the others. */
    async level() {
      await saddle.step(0);
      if (self.ended || !self.span()) return;
      const [, last] = self.span();
      const behind = runs.map((run) => ({ name: run.name, steps: run.out ? 0 : last - saddle.snapshot(run.name).step })).filter(({ steps }) => steps > 0);
      await Promise.all(behind.map(({ name, steps }) => saddle.step(steps, name)));
    },
    end() {
      self.ended = true;
      saddle.off("measures", hear);
      saddle.use("");
      for (const { name } of runs) if (name) saddle.forget(name);
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
