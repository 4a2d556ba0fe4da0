// Saddle's training step as a user of TensorFlow.js writes it: two MLPs with leaky ReLU, Adam, the non-saturating
// losses on logits, eight Gaussians on a ring sampled afresh for each batch. With variables and operations, as here,
// it is faster than with the models of tf.layers.

const ring = (batch) => tf.tensor2d(ringPoints(batch), [batch, 2]);

/** Weights (He initialisation) and biases of a network whose layers have these widths. */
function mlp(...widths) {
  return widths.slice(1).flatMap((width, i) => [
    tf.variable(tf.randomNormal([widths[i], width], 0, Math.sqrt(2 / widths[i]))),
    tf.variable(tf.zeros([width])),
  ]);
}

function apply(network, x) {
  for (let i = 0; i < network.length; i += 2) {
    x = tf.matMul(x, network[i]).add(network[i + 1]);
    if (i + 2 < network.length) x = tf.leakyRelu(x, 0.2);
  }
  return x;
}

/** A game between two networks; each call of the function returned trains D once, then G once. */
function game({ hidden, batch }) {
  const generator = mlp(2, ...hidden, 2);
  const discriminator = mlp(2, ...hidden, 1);
  const adam = { generator: tf.train.adam(1e-3, 0.5), discriminator: tf.train.adam(1e-3, 0.5) };
  const G = (z) => apply(generator, z);
  const D = (x) => apply(discriminator, x);
  const noise = () => tf.randomNormal([batch, 2]);
  return () =>
    tf.tidy(() => {
      const real = ring(batch);
      const fake = G(noise());
      const lossD = () => tf.softplus(D(real).neg()).mean().add(tf.softplus(D(fake)).mean());
      adam.discriminator.minimize(lossD, false, discriminator);
      const z = noise();
      const lossG = () => tf.softplus(D(G(z)).neg()).mean();
      adam.generator.minimize(lossG, false, generator);
    });
}

/** Steps a second of a game of this size on one backend ("wasm" or "cpu"), measured for that many seconds. */
window.measure = async (backend, size, seconds) => {
  tf.wasm.setWasmPaths("/@tensorflow/tfjs-backend-wasm/dist/");
  await tf.setBackend(backend);
  await tf.ready();
  const step = game(size);
  for (let i = 0; i < 5; i++) step();
  const start = performance.now();
  let steps = 0;
  do {
    step();
    steps++;
  } while (performance.now() < start + 1000 * seconds);
  return (1000 * steps) / (performance.now() - start);
};
