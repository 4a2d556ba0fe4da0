// The trainer opens, trains to the same bits as natively, draws, and can be used.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { dist, serveWith, terminal, train } from "../browser.js";
import { sendFile } from "../../tools/static.mjs";
import { colours, name, newPage, open, trains } from "./browser.js";

const asked = [];
const address = new URL("some/path/", await serveWith((pathname, response) => {
  asked.push(pathname);
  return sendFile(dist, pathname.replace("/some/path", ""), response);
})).href;
const page = await newPage({ after });

test(`${name} opens the page below a path; it trains at once, and draws`, async () => {
  await open(page, address);
  await trains(page);
  assert.deepEqual(await page.evaluate(() => [saddle.kernels, saddle.playing]), ["simd", true]);
  const box = await page.evaluate(() => document.querySelector("[data-view=plane]").getBoundingClientRect().toJSON());
  const drawn = colours(await page.picture(), box);
  assert.ok(drawn > 200, `the plane has ${drawn} colours`);
  const foreign = await page.evaluate((address) => performance.getEntries().map(({ name }) => name).filter((name) => /^\w+:\/\//.test(name) && !name.startsWith(address)), address);
  assert.deepEqual(foreign, []);
  await page.until(() => document.querySelectorAll("#charts .uplot").length > 0);
  assert.deepEqual(page.complaints, []);
});

test(`${name} asks for the program once, and for few files in all`, () => {
  assert.deepEqual(asked.filter((name) => /main.*\.wasm$/.test(name)), ["/some/path/main.wasm"]);
  assert.ok(asked.length <= 22, asked.join(" "));
});

test(`${name}: a click and a key pause it, the address follows, the other language is there`, async () => {
  await page.click("#play");
  await page.until(() => !saddle.playing);
  await page.evaluate(() => document.activeElement.blur());
  await page.press(" ");
  await page.until(() => saddle.playing);
  await page.evaluate(() => saddle.set("seed", "8"));
  await page.until(() => location.hash.endsWith("seed=8"));
  await page.click("#language");
  await page.until(() => document.documentElement.lang === "vi" && /[ạảấầẩẫậệọốộợ]/.test(document.querySelector(".tagline").textContent));
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  assert.deepEqual(page.complaints, []);
});

const links = [
  "",
  "#cloud=spiral&loss=minimax&d_steps=2&batch=64&g_layers=16,16,16&d_layers=24,8&d_activation=silu&seed=7",
  "#cloud=grid&play=simultaneous&latent=uniform&latent_dim=5&g_activation=elu&rule=rmsprop&init=glorot&seed=3",
  "#cloud=checkerboard&g_activation=tanh&d_activation=sigmoid&rule=momentum&seed=9",
];

for (const link of links) {
  test(`${name} and the terminal reach the same bits from "${link}"`, async () => {
    const { errors, digest } = await train(page, link, 60);
    assert.deepEqual(errors, []);
    assert.equal(digest, (await terminal(link, 60)).digest);
  });
}

test(`${name} reaches the same bits without vectors`, async (t) => {
  const plain = await newPage(t);
  await open(plain, await serveWith((pathname, response) => sendFile(dist, pathname === "/main.wasm" ? "/main-plain.wasm" : pathname, response)));
  assert.equal(await plain.evaluate(() => saddle.kernels), "plain");
  assert.equal((await train(plain, links[1], 30)).digest, (await terminal(links[1], 30)).digest);
  assert.deepEqual(plain.complaints, []);
});
