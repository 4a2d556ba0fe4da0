// Chromium, by Playwright.
import { chromium } from "playwright-core";
import { launching } from "../browser.js";
import { Page } from "./page.js";

class ChromiumPage extends Page {
  complaints = [];

  constructor(page) {
    super();
    this.page = page;
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(`error: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.complaints.push(`exception: ${error.stack}`));
  }

  goto(address) { return this.page.goto(address); }
  evaluate(run, argument, frame) { return (frame === undefined ? this.page : this.page.mainFrame().childFrames()[frame]).evaluate(run, argument); }
  click(selector) { return this.page.click(selector); }
  press(key) { return this.page.keyboard.press(key); }
  picture() { return this.page.screenshot(); }
}

export async function launch() {
  const browser = await chromium.launch(launching);
  return {
    close: () => browser.close(),
    async newPage(owner, viewport) {
      const context = await browser.newContext({ viewport, locale: "en-US", reducedMotion: "reduce" });
      owner.after(() => context.close());
      return new ChromiumPage(await context.newPage());
    },
  };
}
