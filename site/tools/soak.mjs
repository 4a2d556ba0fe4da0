// Has a page train for a while as somebody uses it: layers are shown, settings changed, steps of the run gone to. Prints how much memory each
// part of the browser has on the way, and by how much it grows. node site/tools/soak.mjs [MINUTES] (10)
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { listen, sendFile } from "./static.mjs";

const minutes = Number(process.argv[2] ?? 10);
if (!(minutes > 0)) throw new Error(`"${process.argv[2]}" is no number of minutes`);
const pause = 5000; // between two things that are done
const dist = fileURLToPath(new URL("../../dist", import.meta.url));
const MB = 2 ** 20;

/** What somebody does, in turn. Each begins from wherever the one before has led. */
const deeds = [
  () => saddle.show("arrows", true),
  () => saddle.set("g_lr", "0.002"),
  () => saddle.seek(Math.floor(saddle.snapshot().step / 2)),
  () => saddle.undo(),
  () => saddle.show("optimum", true),
  () => saddle.set("loss", saddle.config().loss === "hinge" ? "nonsaturating" : "hinge"),
  () => saddle.show("arrows", false),
  () => saddle.set("batch", saddle.config().batch === 64 ? "128" : "64"),
  () => saddle.show("optimum", false),
  () => saddle.seek(saddle.timeline().head),
  () => saddle.points(Array.from({ length: 300 }, (_, i) => ({ x: Math.cos(i / 20), y: i / 150 - 1 }))), // as drawn by hand
  () => saddle.set("cloud", "ring"),
  () => saddle.reset(),
];

/** The memory of a process, in MB: what it has and no other one shares, as Linux counts it. */
function memoryOf(process) {
  try {
    return Number(readFileSync(`/proc/${process}/smaps_rollup`, "utf8").match(/^Pss:\s+(\d+)/m)[1]) / 1024;
  } catch {
    return NaN; // elsewhere, or it has ended
  }
}

/** How fast values grow, in their unit a minute: the line of least squares. */
function slope(rows, name) {
  const mean = (read) => rows.reduce((sum, row) => sum + read(row), 0) / rows.length;
  const [x, y] = [mean((row) => row.minute), mean((row) => row[name])];
  return mean((row) => (row.minute - x) * (row[name] - y)) / mean((row) => (row.minute - x) ** 2);
}

const server = await listen((pathname, response) => sendFile(dist, pathname, response));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--enable-unsafe-swiftshader"] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => { if (message.type() === "error") wrong.push(message.text()); });
  await page.addInitScript(() => {
    const { instantiate } = /** @type {any} */ (WebAssembly);
    WebAssembly.instantiate = async (/** @type {any[]} */ ...given) => {
      const made = await instantiate(...given);
      globalThis.memory = (made.instance ?? made).exports.mem;
      return made;
    };
  });
  await page.goto(server.url);
  await page.waitForFunction(() => globalThis.saddle?.stats?.().drawn, null, { timeout: 120_000 });
  const [session, processes] = [await page.context().newCDPSession(page), await browser.newBrowserCDPSession()];
  await session.send("Performance.enable");

  const rows = [];
  const start = Date.now();
  for (let i = 0; Date.now() - start < minutes * 60_000; i++) {
    await page.evaluate((deed) => { (0, eval)(deed)(); saddle.play(); }, String(deeds[i % deeds.length]));
    await wait(pause);
    const { metrics } = await session.send("Performance.getMetrics");
    const { processInfo } = await processes.send("SystemInfo.getProcessInfo");
    const most = (type) => Math.max(...processInfo.filter((one) => one.type === type).map(({ id }) => memoryOf(id)));
    rows.push({
      minute: (Date.now() - start) / 60_000,
      steps: await page.evaluate(() => saddle.snapshot().step),
      wasm: await page.evaluate(() => (globalThis.memory?.buffer.byteLength ?? NaN)) / MB,
      heap: metrics.find(({ name }) => name === "JSHeapUsedSize").value / MB,
      renderer: most("renderer"),
      gpu: most("GPU"),
    });
  }

  const columns = ["wasm", "heap", "renderer", "gpu"];
  const line = (cells) => `| ${cells.join(" | ")} |`;
  console.log(line(["minute", "step", ...columns.map((name) => `${name}, MB`)]));
  console.log(line(["---:", "---:", ...columns.map(() => "---:")]));
  const every = Math.max(1, Math.floor(rows.length / 12));
  for (const row of rows.filter((_, i) => i % every === 0 || i === rows.length - 1)) {
    console.log(line([row.minute.toFixed(1), row.steps, ...columns.map((name) => row[name].toFixed(1))]));
  }
  for (const [name, some] of [["MB a minute, in all", rows], ["in its second half", rows.slice(rows.length / 2)]]) {
    console.log(line([name, "", ...columns.map((column) => slope(some, column).toFixed(2))]));
  }
  if (wrong.length) throw new Error(`the page has said: ${wrong.join("; ")}`);
} finally {
  await browser.close();
  server.close();
}
