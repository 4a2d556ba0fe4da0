// What every browser test uses: one Chromium and one web server per test file, and pages that record what they should
// not do.
import { execFile } from "node:child_process";
import path from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { answer, listen, sendFile } from "../static.mjs";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const dist = path.join(root, "dist");

/** The setting whose eight modes a short training covers. */
export const desktop = { width: 1280, height: 720 };
export const phone = { width: 390, height: 844 };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
  ],
});
after(() => browser.close());

/** Serves the built site below a path of a server of its own and resolves to the page's address. */
export async function serve(prefix = "/", folder = dist) {
  const server = await listen((pathname, response) =>
    pathname.startsWith(prefix)
      ? sendFile(folder, pathname.slice(prefix.length - 1), response)
      : answer(response, 404, "not found\n"),
  );
  after(() => server.close());
  return new URL(prefix, server.url).href;
}

/**
 * A new page in a context of its own. `complaints` collects its console's errors and warnings, uncaught exceptions and
 * failed requests; `requests` the addresses that it asked for.
 */
export async function newPage({ viewport = desktop, scheme = "light", language = "en", prepare, argument } = {}) {
  const locale = language === "vi" ? "vi-VN" : "en-US";
  const context = await browser.newContext({ viewport, colorScheme: scheme, locale, reducedMotion: "reduce" });
  if (prepare) await context.addInitScript(prepare, argument);
  const page = await context.newPage();
  page.complaints = [];
  page.requests = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.complaints.push(`exception: ${error.stack}`));
  page.on("requestfailed", (request) => page.complaints.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  context.on("request", (request) => page.requests.push(request.url()));
  return page;
}

/** Opens the page at an address and waits until it can be used, paused before its first step if told so. */
export async function open(page, address, link = "") {
  await page.goto(address + link);
  await page.evaluate(() => window.saddle.ready);
  return page;
}

/** Loads a link into an open page, trains it this many steps from the start, and resolves to its snapshot. */
export function train(page, link, steps) {
  return page.evaluate(
    async ([link, steps]) => {
      await saddle.ready;
      saddle.pause();
      const { errors } = saddle.load(link);
      saddle.pause();
      saddle.reset();
      await saddle.step(steps);
      return { ...saddle.snapshot(), points: undefined, errors };
    },
    [link, steps],
  );
}

/** What the terminal prints last for the same link and steps. */
export async function terminal(link, steps) {
  const { stdout } = await promisify(execFile)(
    "go",
    ["run", "./core/cmd/saddle", "train", "-link", link, "-steps", String(steps), "-every", String(steps)],
    { cwd: root },
  );
  return JSON.parse(stdout.trim().split("\n").at(-1));
}
