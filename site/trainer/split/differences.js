// What two experiments differ in: in words over their planes, and as a race's link.

const written = (value) => [value].flat().map((part) => (typeof part === "object" ? JSON.stringify(part) : String(part))).join(",");
const given = (link) => link.slice(1).split("&").map((pair) => pair.split("=", 1)[0]);

/**
 * The settings that runs differ in. A choice may bring values of other settings with it: these are marked as different,
 * but only what a link gives is said.
 * @param {{link: string, config: Record<string, any>}[]} runs
 * @param {Saddle.Field[]} fields of the schema
 * @returns {{names: Set<string>, label: {field: string, value: string}[][]}}
 */
export function differences(runs, fields) {
  const [a, b] = runs.map(({ config }) => config);
  const names = fields.map(({ name }) => name).filter((name) => name in a && name in b && written(a[name]) !== written(b[name]));
  const said = new Set(runs.flatMap(({ link }) => given(link)));
  return {
    names: new Set(names),
    label: runs.map(({ config }) => names.filter((name) => said.has(name)).map((field) => ({ field, value: written(config[field]) }))),
  };
}

/**
 * The link of the race of A and B; null where they do not differ, or in what a race cannot say.
 * @param {Record<string, any>[]} both
 */
export function raceOf([a, b]) {
  const { saddle } = window;
  if (b.label.length === 0) return null;
  const layers = new Set(saddle.schema().filter(({ kind }) => kind === "layers").map(({ name }) => name));
  const changes = b.label.map(({ field, value }) => `${field}=${layers.has(field) ? value.replaceAll(",", "-") : value}`);
  const found = saddle.sweep(`with:base,${changes.join("+")}`, a.link);
  return found.errors.length === 0 && found.runs[1]?.link === b.link ? found.link : null;
}
