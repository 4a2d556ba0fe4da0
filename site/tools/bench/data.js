// The data of the peers' games: eight Gaussians on a ring, sampled afresh for each batch.

const normal = (deviation) => deviation * Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());

/** Points of the ring: x0, y0, x1, y1, ... */
function ringPoints(batch) {
  const points = new Float32Array(2 * batch);
  for (let i = 0; i < points.length; i += 2) {
    const angle = (2 * Math.PI * Math.floor(8 * Math.random())) / 8;
    points[i] = 2 * Math.cos(angle) + normal(0.02);
    points[i + 1] = 2 * Math.sin(angle) + normal(0.02);
  }
  return points;
}

Object.assign(globalThis, { normal, ringPoints });
