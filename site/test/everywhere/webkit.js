// WebKit, by its own driver, which opens the small browser that comes with it. The driver knows one page at a time, so each page has its own.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Builder, By, Key } from "selenium-webdriver";
import { DriverService } from "selenium-webdriver/remote/index.js";
import { surroundings } from "./display.js";
import { Page } from "./page.js";

const keys = {
  Enter: Key.ENTER, Escape: Key.ESCAPE, PageDown: Key.PAGE_DOWN, ArrowLeft: Key.ARROW_LEFT, ArrowRight: Key.ARROW_RIGHT, Control: Key.CONTROL, Shift: Key.SHIFT,
};

// What browsers say, a file for each; it goes with the tests, however they end.
const folder = mkdtempSync(path.join(tmpdir(), "saddle-webkit-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
let pages = 0;

class WebKitPage extends Page {
  constructor(driver, said) {
    super();
    this.driver = driver;
    this.said = said;
  }

  goto(address) { return this.driver.get(address); }

  async evaluate(run, argument = null, frame) {
    if (frame !== undefined) await this.driver.switchTo().frame(frame);
    try {
      const { value, error } = await this.driver.executeAsyncScript(
        `const [argument, done] = arguments;
        (async () => (${run})(argument))().then((value) => done({ value }), (error) => done({ error: error + "\\n" + error.stack }));`, argument);
      if (error) throw new Error(error);
      return value;
    } finally {
      if (frame !== undefined) await this.driver.switchTo().defaultContent();
    }
  }

  async click(selector) { await this.driver.findElement(By.css(selector)).click(); }

  press(combined) {
    const pressed = combined.split("+").map((key) => keys[key] ?? key);
    const actions = this.driver.actions();
    for (const key of pressed) actions.keyDown(key);
    for (const key of pressed.reverse()) actions.keyUp(key);
    return actions.perform();
  }

  drag([first, ...others]) {
    const at = ([x, y]) => ({ x: Math.round(x), y: Math.round(y), duration: 0 });
    const actions = this.driver.actions().move(at(first)).press();
    for (const place of others) actions.move(at(place));
    return actions.release().perform();
  }

  async picture() { return Buffer.from(await this.driver.takeScreenshot(), "base64"); }

  /** Errors, as WebKit writes them with all that the page's console gets. */
  get complaints() { return readFileSync(this.said, "utf8").split("\n").filter((line) => /^CONSOLE .*\bERROR\b/.test(line)); }
}

export async function launch() {
  return {
    async close() {},
    async newPage(owner, { width, height }) {
      const said = path.join(folder, `${++pages}`);
      const file = openSync(said, "w");
      const service = new DriverService.Builder("WebKitWebDriver").setLoopback(true).setEnvironment(await surroundings()).setStdio(["ignore", file, file]).build();
      let driver;
      owner.after(async () => {
        await driver?.quit().catch(() => {}); // A browser that has ended by itself has been a fault of its test already.
        await service.kill();
      });
      const server = await service.start();
      closeSync(file);
      driver = await new Builder().usingServer(server).withCapabilities({
        browserName: "MiniBrowser",
        "webkitgtk:browserOptions": { args: ["--automation", "--enable-write-console-messages-to-stdout=true"] },
      }).build();
      await driver.manage().setTimeouts({ script: 120_000 });
      // The window has a bar above the page.
      const [more, taller] = await driver.executeScript("return [outerWidth - innerWidth, outerHeight - innerHeight]");
      await driver.manage().window().setRect({ x: 0, y: 0, width: width + more, height: height + taller });
      return new WebKitPage(driver, said);
    },
  };
}
