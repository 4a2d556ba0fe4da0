// Training in the page: it learns, and a link and a number of steps determine every bit of the result.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { can, newPage, open, serve, terminal, train } from "./browser.js";

const address = await serve();
const page = await open(await newPage({ after }), address);

test("it learns the ring of eight Gaussians: all modes are captured and the divergence falls", async () => {
  const before = await train(page, "", 10);
  const after = await train(page, "", 2000);
  assert.equal(before.step, 10);
  assert.equal(after.step, 2000);
  assert.equal(after.modes_total, 8);
  assert.equal(after.modes, 8);
  assert.ok(after.jsd < 0.85 * before.jsd, `JSD ${before.jsd}, then ${after.jsd}`);
  assert.ok(after.sliced_w < before.sliced_w / 3, `sliced Wasserstein distance ${before.sliced_w}, then ${after.sliced_w}`);
});

test("wider Gaussians it learns well", async () => {
  const after = await train(page, "#sigma=0.1", 2000);
  assert.equal(after.modes, 8);
  assert.ok(after.high_quality > 0.5, `${after.high_quality} of high quality`);
  assert.ok(after.jsd < 0.35, `JSD ${after.jsd}`);
});

// That the terminal reaches the same bits from these, every browser shows (everywhere/opening.test.js).
const links = [
  "",
  "#cloud=spiral&loss=minimax&d_steps=2&batch=64&g_layers=16,16,16&d_layers=24,8&d_activation=silu&seed=7",
  "#cloud=grid&play=simultaneous&latent=uniform&latent_dim=5&g_activation=elu&rule=rmsprop&init=glorot&seed=3",
  "#cloud=checkerboard&g_activation=tanh&d_activation=sigmoid&rule=momentum&seed=9",
];

test("different links lead to different bits", async () => {
  const digests = [];
  for (const link of links) digests.push((await train(page, link, 60)).digest);
  assert.equal(new Set(digests).size, links.length);
});

test("steps one by one, or while it plays, lead to the same bits as many at once", async () => {
  const link = links[1];
  const many = await train(page, link, 40);
  await train(page, link, 0);
  const single = await page.evaluate(async () => {
    for (let i = 0; i < 40; i++) await saddle.step(1);
    return saddle.snapshot().digest;
  });
  assert.equal(single, many.digest);

  const played = await page.evaluate(async (link) => {
    saddle.load(link);
    saddle.reset();
    saddle.play();
    await /** @type {Promise<void>} */ (new Promise((resolve) => {
      const watch = () => (saddle.snapshot().step > 20 ? resolve() : requestAnimationFrame(watch));
      watch();
    }));
    saddle.pause();
    const { step, digest } = saddle.snapshot();
    return { step, digest };
  }, link);
  assert.equal((await train(page, link, played.step)).digest, played.digest);
});

if (can.plain) test("the plain kernels reach the same bits as the vectors", async (t) => {
  const plain = await newPage(t, { vectors: false });
  await open(plain, address);
  assert.equal(await plain.evaluate(() => saddle.kernels), "plain");
  assert.equal(await page.evaluate(() => saddle.kernels), "simd");
  for (const link of links.slice(0, 2)) {
    assert.equal((await train(plain, link, 30)).digest, (await train(page, link, 30)).digest);
  }
});

test("a snapshot holds the measures and the generated points", async () => {
  const found = await page.evaluate(async () => {
    saddle.load("");
    saddle.reset();
    await saddle.step(5);
    const { points, ...rest } = saddle.snapshot();
    return { ...rest, kind: points.constructor.name, length: points.length, finite: points.every(Number.isFinite) };
  });
  assert.equal(found.kind, "Float32Array");
  assert.ok(found.finite && found.length >= 2000 && found.length % 2 === 0);
  const names =
    "step value d_loss g_loss d_accuracy d_gradient g_gradient modes modes_total modes_share high_quality reverse_kl reverse_kl_hq jsd " +
    "kl_data_model kl_model_data sliced_w optimum_distance";
  const there = await terminal("", 5);
  for (const name of names.split(" ")) {
    assert.ok(Math.abs(found[name] - there[name]) <= 1e-6 * (1 + Math.abs(there[name])), `${name} is ${found[name]}, and ${there[name]} in the terminal`);
  }
});

test("nothing of all this was an error", () => assert.deepEqual(page.complaints, []));
