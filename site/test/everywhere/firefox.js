// Firefox, by WebDriver BiDi. Without a display it has no WebGL, so it gets one that nobody sees.
import puppeteer from "puppeteer-core";
import { surroundings } from "./display.js";
import { Page } from "./page.js";

class FirefoxPage extends Page {
  complaints = [];

  constructor(page) {
    super();
    this.page = page;
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(`error: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.complaints.push(`exception: ${error.message}\n${error.stack}`));
  }

  goto(address) { return this.page.goto(address); }
  evaluate(run, argument, frame) { return (frame === undefined ? this.page : this.page.mainFrame().childFrames()[frame]).evaluate(run, argument); }
  click(selector) { return this.page.click(selector); }
  press(key) { return this.page.keyboard.press(key); }
  picture() { return this.page.screenshot(); }
}

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
      return new FirefoxPage(page);
    },
  };
}
