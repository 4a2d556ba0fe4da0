// The address is the experiment: it restores one bit for bit, follows the settings, and survives whatever is typed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, newPage, open, opening, serve, terminal } from "./browser.js";

const address = await serve();

test("an address opens its experiment, bit for bit", async (t) => {
  const link = "#cloud=moons&batch=32&g_layers=8,8&seed=5";
  const page = await open(await newPage(t), address, link);
  const { step, digest } = await page.evaluate(() => {
    saddle.pause();
    const { step, digest } = saddle.snapshot();
    return { step, digest };
  });
  assert.equal(digest, (await terminal(link, step)).digest);
  assert.equal(await page.evaluate(() => location.hash), link);
  assert.deepEqual(page.complaints, []);
});

test("the address follows the settings and the settings follow the address", async (t) => {
  const page = await open(await newPage(t), address);
  await page.evaluate(() => saddle.set("seed", "12"));
  await page.waitForFunction(() => location.hash === "#seed=12");
  await page.evaluate(() => (location.hash = "#cloud=grid"));
  await page.waitForFunction(() => saddle.config().cloud === "grid" && saddle.config().seed === 1);
  await page.evaluate(() => saddle.set("cloud", "ring"));
  await page.waitForFunction(() => location.hash === "");
});

/** @type {[string, number][]} */
const bad = [
  ["#cloud=donut", 1],
  ["#seed=x&batch=999999&g_layers=0&nonsense=1", 4],
  ["#d_lr=NaN&g_lr=1e999&cloud=ring&beta1=", 3],
  ["#%", 1],
  ["#%E0%A4%A", 1],
  ["#&&==&=", 1],
  ["#cloud=points&points=!!!", 1],
  [`#seed=${"9".repeat(5000)}`, 1],
  ["#g_layers=<img src=x onerror=alert(1)>", 1],
  ["#seed=x&batch=x&d_lr=x&g_lr=x&beta1=x&gp=x", 4], // the fourth says that there are three more
];

/** What the page says is wrong, once it has loaded a link; sentences, and as many as there are wrong fields. */
async function complaints(page, count) {
  await page.waitForFunction(() => saddle.snapshot().step > 0, undefined, opening);
  const said = () => page.locator("#notices .bad p").allTextContents();
  await eventually(async () => assert.equal((await said()).length, count, (await said()).join("\n")));
  const sentences = await said();
  for (const sentence of sentences) {
    assert.match(sentence, /\S+ \S+ \S+/);
    assert.doesNotMatch(sentence, /\{\w+\}|^error\./);
  }
  assert.deepEqual(page.complaints, []);
  return sentences;
}

// All of them are followed in an open page below; here each kind of them opens one.
for (const [link, count] of [bad[1], bad[4], bad[6], bad[8]]) {
  test(`a bad link says what is wrong and breaks nothing: ${link.slice(0, 60)}`, async (t) => {
    const page = await open(await newPage(t), address, link);
    await complaints(page, count);
  });
}

test("bad links that come one after the other are each explained, in the page's language", async (t) => {
  const english = await open(await newPage(t), address);
  const vietnamese = await open(await newPage(t, { language: "vi" }), address);
  for (const [link, count] of bad.filter(([, count]) => count)) {
    const said = [];
    for (const page of [english, vietnamese]) {
      await page.evaluate((link) => {
        const loaded = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
        location.hash = link;
        saddle.play();
        return loaded;
      }, link);
      said.push(await complaints(page, count));
      await page.evaluate(() => saddle.pause()); // the machine is the other page's
    }
    assert.notDeepEqual(said[0], said[1]);
  }
});
