// The page as people have it, at 1280x720: how many steps a second it trains, played by a Worker and between the page's own frames, with
// its pictures and without; and how much more two runs at once play than one.
import { fileURLToPath } from "node:url";
import { answer, listen, sendFile } from "../static.mjs";

const dist = fileURLToPath(new URL("../../../dist", import.meta.url));
const seconds = 3;

const experiments = { default: "", grid: "grid-recipe" };

/** Opens the trainer at rest; `player` is who plays. */
async function openTrainer(browser, address, player) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  page.on("pageerror", (error) => console.error(error));
  await page.goto(`${address}?paused&player=${player}`);
  await page.waitForFunction((player) => globalThis.saddle?.stats?.().player === player, player, { timeout: 60_000 });
  return page;
}

/** Steps a second of all runs in use, and the main thread's own work in a drawn frame, in milliseconds. */
const speed = (page, { preset, drawn, runs = 1 }) => page.evaluate(async ({ preset, drawn, runs, seconds }) => {
  const { saddle } = globalThis;
  const pause = (seconds) => new Promise((resolve) => { setTimeout(resolve, seconds * 1000); });
  const link = saddle.presets().find(({ name }) => name === preset)?.link ?? "";
  const names = ["", ...Array.from({ length: runs - 1 }, (_, i) => `other-${i}`)];
  for (const name of names.slice(1)) saddle.experiment(name, link);
  saddle.use(...names);
  saddle.load(link);
  saddle.reset();
  document.querySelector("main").style.display = drawn ? "" : "none";
  const steps = async () => {
    await saddle.step(0);
    return names.reduce((sum, name) => sum + saddle.snapshot(name).step, 0);
  };
  saddle.play();
  await pause(1); // warm caches, and a just-in-time compiler
  const [before, start] = [await steps(), performance.now()];
  await pause(seconds);
  const [after, end] = [await steps(), performance.now()];
  const { frameMs } = saddle.stats();
  saddle.pause();
  for (const name of names.slice(1)) saddle.forget(name);
  saddle.use("");
  return { speed: (after - before) / (end - start) * 1000, frameMs };
}, { preset, drawn, runs, seconds });

/** The rows of one browser, measured in turn in each of several rounds. */
export async function measurePages(browser, rounds) {
  const server = await listen((pathname, response) => (pathname === "/favicon.ico" ? answer(response, 404, "") : sendFile(dist, pathname, response)));
  const pages = { worker: await openTrainer(browser, server.url, "worker"), page: await openTrainer(browser, server.url, "page") };
  const rows = [];
  for (const [experiment, preset] of Object.entries(experiments)) {
    for (const player of Object.keys(pages)) for (const drawn of [true, false]) rows.push({ experiment, preset, player, drawn, runs: 1 });
  }
  for (const player of Object.keys(pages)) rows.push({ experiment: "default", preset: "", player, drawn: false, runs: 2 });
  for (const row of rows) row.found = [];
  for (let round = 0; round < rounds; round++) {
    for (const row of rows) row.found.push(await speed(pages[row.player], row));
  }
  server.close();
  return rows;
}
