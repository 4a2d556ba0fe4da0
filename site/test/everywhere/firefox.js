// Firefox, by WebDriver BiDi. Without a display it has no WebGL, so it gets one that nobody sees.
import puppeteer from "puppeteer-core";
import { surroundings } from "./display.js";
import { PuppetPage } from "./page.js";

// Firefox lays out half a fraction while the rest of a page is on its way.
const unfounded = /Invalid markup: Incorrect number of children for <m\w+\/> tag/;

/** A Firefox; without storage, it refuses every site what lasts: cookies and storage alike. */
export async function launch({ storage = true } = {}) {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    env: await surroundings(),
    protocolTimeout: 120_000,
    extraPrefsFirefox: { "ui.prefersReducedMotion": 1, ...(storage ? {} : { "network.cookie.cookieBehavior": 2 }) },
  });
  return {
    close: () => browser.close(),
    async newPage(owner, viewport) {
      const context = await browser.createBrowserContext();
      owner.after(() => context.close());
      const page = await context.newPage();
      await page.setViewport(viewport);
      return new PuppetPage(page, unfounded);
    },
  };
}
