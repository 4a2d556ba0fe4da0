// Saddle's training step as a user of jax-js writes it: the same networks, losses, Adam and batches as in tfjs.js, with the whole step in one
// compiled function. What a function is given it uses up, and `.ref` is one use more.
import { blockUntilReady, defaultDevice, grad, init, jit, nn, numpy as np, tree } from "@jax-js/jax";

const normals = (rows, columns, deviation = 1) => np.array(Float32Array.from({ length: rows * columns }, () => normal(deviation))).reshape([rows, columns]);

const ring = (batch) => np.array(ringPoints(batch)).reshape([batch, 2]);

/** Weights (He initialisation) and biases of a network whose layers have these widths. */
const mlp = (...widths) => widths.slice(1).map((width, i) => ({ w: normals(widths[i], width, Math.sqrt(2 / widths[i])), b: np.zeros([width]) }));

function apply(network, x) {
  network.forEach(({ w, b }, i) => {
    x = np.matmul(x, w).add(b);
    if (i + 1 < network.length) x = nn.leakyRelu(x, 0.2);
  });
  return x;
}

const zeros = (network) => tree.map((p) => np.zeros(p.shape), network);

/** Adam's step of a network: what is undone of the averages' beginning at 0 are the scales a and b. */
function adam(network, gradients, means, squares, a, b) {
  const m = tree.map((mean, g) => mean.mul(0.5).add(g.mul(0.5)), means, tree.ref(gradients));
  const v = tree.map((square, g) => square.mul(0.999).add(np.square(g).mul(0.001)), squares, gradients);
  const moved = tree.map((p, mean, square) => p.sub(mean.mul(a.ref).mul(1e-3).div(np.sqrt(square.mul(b.ref)).add(1e-7))), network, tree.ref(m), tree.ref(v));
  a.dispose();
  b.dispose();
  return [moved, m, v];
}

const lossD = (d, real, fake) => nn.softplus(apply(tree.ref(d), real).neg()).mean().add(nn.softplus(apply(d, fake)).mean());
const lossG = (g, d, z) => nn.softplus(apply(d, apply(g, z)).neg()).mean();

const step = jit(([g, d, mg, vg, md, vd], real, z, z2, a, b) => {
  const fake = apply(tree.ref(g), z);
  [d, md, vd] = adam(d, grad(lossD)(tree.ref(d), real, fake), md, vd, a.ref, b.ref);
  [g, mg, vg] = adam(g, grad(lossG)(tree.ref(g), tree.ref(d), z2), mg, vg, a, b);
  return [g, d, mg, vg, md, vd];
});

/** A game between two networks; each call of `play` trains D once, then G once. */
function game({ hidden, batch }) {
  const g = mlp(2, ...hidden, 2);
  const d = mlp(2, ...hidden, 1);
  let state = [g, d, zeros(g), zeros(g), zeros(d), zeros(d)];
  let t = 0;
  return {
    play() {
      t++;
      state = step(state, ring(batch), normals(batch, 2), normals(batch, 2), np.array(1 / (1 - 0.5 ** t)), np.array(1 / (1 - 0.999 ** t)));
    },
    done: () => blockUntilReady(tree.ref(state)),
    /** Points that G makes, as pairs. */
    async points(count) {
      return apply(tree.ref(state[0]), normals(count, 2)).js();
    },
  };
}

/** Steps a second of a game of this size, measured for that many seconds. */
window.measure = async (size, seconds) => {
  await init("wasm");
  defaultDevice("wasm");
  const { play, done } = game(size);
  for (let i = 0; i < 5; i++) play();
  await done();
  const start = performance.now();
  let steps = 0;
  do {
    for (let i = 0; i < 5; i++) play(); // which may run ahead
    await done();
    steps += 5;
  } while (performance.now() < start + 1000 * seconds);
  return (1000 * steps) / (performance.now() - start);
};

/** The share of points within three sigma of a mode after so many steps: what is measured does learn the ring. */
window.quality = async (size, steps) => {
  await init("wasm");
  defaultDevice("wasm");
  const { play, points } = game(size);
  for (let i = 0; i < steps; i++) play();
  const made = await points(2500);
  return made.filter(([x, y]) => Array.from({ length: 8 }, (_, i) => (i * Math.PI) / 4).some((at) => Math.hypot(x - 2 * Math.cos(at), y - 2 * Math.sin(at)) < 0.06)).length / made.length;
};
