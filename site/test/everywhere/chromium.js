// Chromium, by Playwright.
import { chromium } from "playwright-core";
import { launching } from "../browser.js";
import { PuppetPage } from "./page.js";

export async function launch() {
  const browser = await chromium.launch(launching);
  return {
    close: () => browser.close(),
    async newPage(owner, viewport) {
      const context = await browser.newContext({ viewport, locale: "en-US", reducedMotion: "reduce" });
      owner.after(() => context.close());
      return new PuppetPage(await context.newPage());
    },
  };
}
