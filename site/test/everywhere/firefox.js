// Firefox, by Playwright and WebDriver BiDi.
import { launchFirefox, unasked, unfounded } from "../firefox.js";
import { PlaywrightPage } from "./page.js";

/** A Firefox; without storage, it refuses every site what lasts. */
export async function launch(options) {
  const browser = await launchFirefox({ ...options, fullScreen: true });
  return {
    close: () => browser.close(),
    async newPage(owner, viewport) {
      const context = await browser.newContext({ ...unasked, viewport, locale: "en-US" });
      owner.after(() => context.close());
      return new PlaywrightPage(await context.newPage(), unfounded);
    },
  };
}
