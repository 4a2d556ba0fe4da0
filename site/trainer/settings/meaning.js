// Which settings mean something beside the others, as the schema's conditions have it; and links, as lists of settings.

/**
 * Whether a field means something under these settings: it has no conditions, or any of them holds. One holds if the field
 * it names means something itself and has one of its values, or none of those it excludes.
 * @param {Saddle.Field} field of the schema
 * @param {Record<string, any>} config
 * @param {Map<string, Saddle.Field>} fields of the schema, by name
 */
export function means(field, config, fields) {
  if (!field.when) return true;
  return field.when.some(({ field: name, values, not }) => {
    const value = String(config[name]);
    return means(fields.get(name), config, fields) && (values ? values.includes(value) : !not.includes(value));
  });
}

const pairs = (link) => link.slice(1).split("&").filter(Boolean);
const nameOf = (pair) => pair.split("=", 1)[0];

/** The fields whose values a link gives: those that differ from the default. */
export const differing = (link) => new Set(pairs(link).map(nameOf));

/** The link with other values of some fields; undefined is the default. */
export function withValues(link, values) {
  const kept = pairs(link).filter((pair) => !(nameOf(pair) in values));
  const given = Object.entries(values).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${value}`);
  return "#" + [...kept, ...given].join("&");
}
