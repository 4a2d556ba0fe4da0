// A page as tests see it, whichever browser shows it: goto(address), evaluate(function, argument), until(function, argument), click(selector),
// press(key, or several as in "Control+z"), drag(places), picture(), and the errors that it has put into its console, as `complaints`.
//
// What takes more is in the folder above, for Chromium and, as far as their drivers can, for the others: see `can` in browser.js.

/** How long a page may take for anything: on a machine that has much else to do, too. */
const patience = 60_000;

/** @typedef {(run: Function | string, argument?: unknown, frame?: number) => Promise<any>} Evaluate */

/** Whoever extends it can have a function evaluated in the page, or in a frame of it. */
export class Page {
  /**
   * What can be asked in a frame of this page, by its number.
   * @this {Page & { evaluate: Evaluate }}
   */
  frame(number) {
    const evaluate = (run, argument) => this.evaluate(run, argument, number);
    return { evaluate, until: (holds, argument) => until(evaluate, holds, argument) };
  }

  /**
   * Waits until what a function computes in the page is true, and resolves to it.
   * @this {Page & { evaluate: Evaluate }}
   * @param {Function} holds
   * @param {unknown} [argument]
   */
  until(holds, argument) {
    return until((run, argument) => this.evaluate(run, argument), holds, argument);
  }
}

/** While a page is being left, or a frame is not there yet, nothing can be asked; it is asked again. */
async function until(evaluate, holds, argument) {
  const end = Date.now() + patience;
  for (let last; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    try {
      last = await evaluate(holds, argument);
      if (last) return last;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`not so after ${patience / 1000} s: ${holds}, ${JSON.stringify(argument)}`, { cause: last });
  }
}

/** A page of Playwright's or of Puppeteer's: they have the same names for all that is asked here. */
export class PuppetPage extends Page {
  complaints = [];

  /** `unfounded` matches what the browser says of pages that are as they should be. */
  constructor(page, unfounded = /^$/) {
    super();
    this.page = page;
    const complain = (text) => { if (!unfounded.test(text)) this.complaints.push(text); };
    page.on("console", (message) => { if (message.type() === "error") complain(`error: ${message.text()}`); });
    page.on("pageerror", (error) => complain(`exception: ${error.message}\n${error.stack}`));
  }

  goto(address) { return this.page.goto(address); }
  evaluate(run, argument, frame) { return (frame === undefined ? this.page : this.page.mainFrame().childFrames()[frame]).evaluate(run, argument); }
  click(selector) { return this.page.click(selector); }

  async press(combined) {
    const { keyboard } = this.page;
    const keys = combined.split("+");
    const last = keys.pop();
    for (const key of keys) await keyboard.down(key);
    await keyboard.press(last);
    for (const key of keys.reverse()) await keyboard.up(key);
  }

  /**
   * Presses at the first of some places in the window, moves to each of the others, and lets go.
   * @param {number[][]} places
   */
  async drag([first, ...others]) {
    const { mouse } = this.page;
    await mouse.move(...first);
    await mouse.down();
    for (const place of others) await mouse.move(...place);
    await mouse.up();
  }

  picture() { return this.page.screenshot(); }
}
