// The way of all runs to one step, at which they stop together.

const quick = 250; // ms that a stretch may take, so that what a person does meanwhile is heard of soon

/**
 * @param {Record<string, any>} race as beginRuns makes it
 * @param {(to: number|null) => void} tell hears of the step that they are on the way to, and null at the end
 */
export function makeGoing(race, tell) {
  const { saddle } = window;
  let newest = 0; // wish

  return {
    /** Train to a step; resolves to whether they are there. The newest wish counts. */
    async to(step) {
      const mine = ++newest;
      const current = () => mine === newest && !race.ended;
      saddle.pause();
      await saddle.step(0);
      if (!current() || !race.span()) return false;
      tell(step);
      await race.level();
      let stretch = 4;
      while (current()) {
        race.refresh();
        const span = race.span();
        if (!span || span[1] >= step) break;
        const from = performance.now();
        await saddle.step(Math.min(stretch, step - span[1]));
        const took = performance.now() - from;
        stretch = Math.max(1, Math.min(Math.round(stretch * Math.min(4, quick / Math.max(took, 1))), 10_000));
      }
      if (!current()) return false;
      tell(null);
      return true;
    },
    stop() {
      newest++;
      tell(null);
    },
  };
}
