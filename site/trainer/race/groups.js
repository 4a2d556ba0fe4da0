// Runs that differ in nothing but their seed belong together: they can be shown as one curve, the median, within a band of quartiles.

const fewest = 3; // runs that make quartiles

const withoutSeed = (label) => label.filter(({ field }) => field !== "seed");

/** The groups of runs, and whether each is large enough for a band; `colour` gives each run, or each group, a colour of its own. */
export function groupsOf(runs) {
  const groups = [...Map.groupBy(runs, ({ label }) => JSON.stringify(withoutSeed(label)))].map(([, members]) => ({ members, label: withoutSeed(members[0].label) }));
  return {
    groups,
    bandable: groups.every(({ members }) => members.length >= fewest),
    colour(banded) {
      groups.forEach((group, i) => group.members.forEach((run) => { run.colour = banded ? i + 1 : run.number; }));
    },
  };
}

/** The share q of sorted numbers lies below what this returns. */
export function quantile(sorted, q) {
  const at = (sorted.length - 1) * q;
  const low = Math.floor(at);
  return sorted[low] + (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]) * (at - low);
}
