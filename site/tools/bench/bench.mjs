// `./build.sh bench [-json]`: whole training steps a second, one step of Adam for each player, for three sizes of
// networks; native and in Chromium without drawing, with SIMD and plain kernels, and the same in TensorFlow.js, in jax-js, and in
// PyTorch where python3 has it. Machines are noisy, so every row is measured in each of several rounds, and the median counts.
import { execFileSync, spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { listen, sendFile } from "../static.mjs";
import { measurePages } from "./page.mjs";

const rounds = 3;
const seconds = 1;
const sizes = {
  small: { hidden: [16, 16], batch: 128 },
  medium: { hidden: [64, 64], batch: 256 },
  large: { hidden: [128, 128], batch: 512 },
};

const site = fileURLToPath(new URL("../..", import.meta.url));
const built = path.join(site, "../.cache/bench");
const server = await listen((pathname, response) => {
  if (pathname.startsWith("/core/")) return sendFile(built, pathname.slice("/core".length), response);
  if (/^\/@(tensorflow|jax-js)\//.test(pathname)) return sendFile(path.join(site, "node_modules"), pathname, response);
  return sendFile(path.join(site, "tools/bench"), pathname, response);
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function openPage(name) {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(error));
  await page.goto(server.url + name);
  return page;
}

const pages = { saddle: await openPage("saddle.html"), tfjs: await openPage("tfjs.html"), jax: await openPage("jax.html") };

function native(kernels, size) {
  const printed = execFileSync(path.join(built, `saddle-${kernels}`), ["bench", "-size", size, "-seconds", String(seconds), "-json"]);
  return JSON.parse(printed).steps_per_second;
}

const inSaddle = (kernels, size) => pages.saddle.evaluate((args) => measure(...args), [kernels, size, seconds]);
const inTensorFlow = (backend, size) => pages.tfjs.evaluate((args) => measure(...args), [backend, sizes[size], seconds]);

const inJax = (size) => pages.jax.evaluate((args) => measure(...args), [sizes[size], seconds]);

const python = ["python3", "/usr/bin/python3"].find((name) => spawnSync(name, ["-c", "import torch"]).status === 0);
function inPyTorch(size) {
  const { hidden, batch } = sizes[size];
  return Number(execFileSync(python, [path.join(site, "tools/bench/pytorch.py"), ...[hidden[0], batch, seconds].map(String)]));
}

const contenders = [
  { where: "native", kernels: "simd", measure: (size) => native("simd", size) },
  { where: "native", kernels: "plain", measure: (size) => native("plain", size) },
  { where: "chromium", kernels: "simd", measure: (size) => inSaddle("simd", size) },
  { where: "chromium", kernels: "plain", measure: (size) => inSaddle("plain", size) },
  { where: "chromium", kernels: "tfjs-wasm", measure: (size) => inTensorFlow("wasm", size) },
  { where: "chromium", kernels: "tfjs-cpu", measure: (size) => inTensorFlow("cpu", size) },
  { where: "chromium", kernels: "jax-js", measure: inJax },
  ...(python ? [{ where: "native", kernels: "pytorch", measure: inPyTorch }] : []),
];

const rows = Object.keys(sizes).flatMap((size) => contenders.map((contender) => ({ size, contender, speeds: [] })));
for (let round = 0; round < rounds; round++) {
  for (const { size, contender, speeds } of rows) speeds.push(await contender.measure(size));
}
for (const page of Object.values(pages)) await page.close();
const trained = await measurePages(browser, rounds);
await browser.close();
server.close();

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const results = rows.map(({ size, contender, speeds }) => ({
  size,
  where: contender.where,
  kernels: contender.kernels,
  steps_per_second: Number(median(speeds).toPrecision(4)),
  range: [Math.min(...speeds), Math.max(...speeds)].map((speed) => Number(speed.toPrecision(4))),
}));

const pageResults = trained.map(({ experiment, player, drawn, runs, found }) => ({
  experiment,
  where: "page",
  player,
  drawn,
  runs,
  steps_per_second: Number(median(found.map((one) => one.speed)).toPrecision(4)),
  frame_ms: drawn ? Number(median(found.map((one) => one.frameMs)).toPrecision(3)) : null,
}));

const speed = (size, where, kernels) =>
  results.find((row) => row.size === size && row.where === where && row.kernels === kernels).steps_per_second;

function printTable() {
  const names = Object.keys(sizes);
  const line = (title, cells) => console.log(title.padEnd(34), ...cells.map((cell) => String(cell).padStart(9)));
  console.log("Training steps a second, each one step of Adam for D and one for G");
  line("", names);
  line("hidden layers", names.map((name) => `2x${sizes[name].hidden[0]}`));
  line("batch", names.map((name) => sizes[name].batch));
  for (const { where, kernels } of contenders) {
    line(`${where} ${kernels}`, names.map((name) => speed(name, where, kernels)));
  }
  const ratio = (title, over, under) =>
    line(title, names.map((name) => (speed(name, ...over) / speed(name, ...under)).toFixed(2)));
  console.log("\nRatios");
  ratio("chromium simd / tfjs-wasm", ["chromium", "simd"], ["chromium", "tfjs-wasm"]);
  ratio("chromium simd / tfjs-cpu", ["chromium", "simd"], ["chromium", "tfjs-cpu"]);
  ratio("chromium simd / jax-js", ["chromium", "simd"], ["chromium", "jax-js"]);
  if (python) {
    ratio("native simd / pytorch", ["native", "simd"], ["native", "pytorch"]);
    ratio("chromium simd / pytorch", ["chromium", "simd"], ["native", "pytorch"]);
  }
  ratio("chromium plain / tfjs-wasm", ["chromium", "plain"], ["chromium", "tfjs-wasm"]);
  ratio("chromium simd / plain", ["chromium", "simd"], ["chromium", "plain"]);
  ratio("native simd / plain", ["native", "simd"], ["native", "plain"]);
  ratio("chromium simd / native simd", ["chromium", "simd"], ["native", "simd"]);
}

function printPages() {
  const line = (...cells) => console.log(cells[0].padEnd(34), ...cells.slice(1).map((cell) => String(cell).padStart(11)));
  const found = (experiment, player, drawn, runs = 1) =>
    pageResults.find((row) => row.experiment === experiment && row.player === player && row.drawn === drawn && row.runs === runs).steps_per_second;
  console.log("\nThe page at 1280x720: steps a second, and milliseconds of the main thread's own work in a drawn frame");
  line("", "steps/s", "frame");
  for (const { experiment, player, drawn, runs, steps_per_second: steps, frame_ms: frame } of pageResults) {
    line(`${experiment}, ${player}, ${drawn ? "drawn" : "not drawn"}${runs > 1 ? `, ${runs} runs` : ""}`, steps, frame ?? "");
  }
  console.log("\nRatios");
  for (const experiment of ["default", "grid"]) {
    const ratio = (title, over, under) => line(`${experiment}: ${title}`, (found(experiment, ...over) / found(experiment, ...under)).toFixed(2));
    ratio("worker / page, drawn", ["worker", true], ["page", true]);
    ratio("worker, drawn / not drawn", ["worker", true], ["worker", false]);
    ratio("page, drawn / not drawn", ["page", true], ["page", false]);
  }
  line("two runs / one, worker", (found("default", "worker", false, 2) / found("default", "worker", false)).toFixed(2));
  line("two runs / one, page", (found("default", "page", false, 2) / found("default", "page", false)).toFixed(2));
}

if (process.argv[2] === "-json") for (const row of [...results, ...pageResults]) console.log(JSON.stringify(row));
else {
  printTable();
  printPages();
}
