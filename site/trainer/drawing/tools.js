// What draws points and takes them away. A tool knows no screen: places and lengths are the plane's, and what is random comes from a seed.

/** Random numbers from 0 to 1 (without it) from a whole number: Marsaglia's xorshift with 32 bits. */
export function randomFrom(seed) {
  let word = Math.imul(seed + 1, 0x9e3779b1) | 1; // never 0, which would stay 0
  const next = () => {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    return (word >>> 0) / 2 ** 32;
  };
  next(); // of neighbouring seeds the first are alike
  return next;
}

const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/** A place within a radius, all of them equally likely. */
function within({ x, y }, radius, random) {
  const angle = 2 * Math.PI * random();
  const far = radius * Math.sqrt(random());
  return { x: x + far * Math.cos(angle), y: y + far * Math.sin(angle) };
}

/**
 * The brush lays points that keep a distance from those of the same stroke: a line of them, or, with a radius, a band.
 * @param {{x: number, y: number}[]} stroke what it has laid so far
 * @returns {{x: number, y: number}[]} what it adds
 */
export function brush(stroke, at, { radius, spacing, random }) {
  const laid = [];
  const tries = Math.ceil(6 * (radius / spacing) ** 2);
  for (let i = 0; i <= tries; i++) {
    const place = i === 0 ? at : within(at, radius, random);
    if ([...stroke, ...laid].every((other) => distance(place, other) >= spacing)) laid.push(place);
  }
  return laid;
}

/** The spray strews points at random, the more the wider it is. */
export const spray = (at, { radius, spacing, random }) => Array.from({ length: 2 + Math.round(radius / spacing) }, () => within(at, radius, random));

/** What the eraser leaves. */
export const erase = (points, at, radius) => points.filter((point) => distance(point, at) > radius);

/** The places at which a tool works on its way from one place to another: so far apart, without the first. */
export function between(from, to, step) {
  const count = Math.floor(distance(from, to) / step);
  return Array.from({ length: count }, (_, i) => {
    const part = (i + 1) * step / distance(from, to);
    return { x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) };
  });
}
