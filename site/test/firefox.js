// Firefox, as people have it: Playwright drives it by WebDriver BiDi.
import { firefox } from "playwright-core";
import { surroundings } from "./everywhere/display.js";

/** What a context must not ask for, as Firefox cannot be asked for it: it has settings instead. */
export const unasked = /** @type {const} */ ({ colorScheme: null, reducedMotion: null, forcedColors: null, contrast: null });

/**
 * A Firefox, as Playwright's. Without a display it has no WebGL, so it gets one that nobody sees. It has no full screen: nobody can change the
 * size of a window that is in it.
 * @param {"light" | "dark"} scheme
 */
export async function launchFirefox(scheme) {
  const browser = await firefox.launch({
    channel: "moz-firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    headless: false,
    env: await surroundings(),
    firefoxUserPrefs: {
      "ui.prefersReducedMotion": 1,
      "layout.css.prefers-color-scheme.content-override": scheme === "dark" ? 0 : 1,
      "dom.events.testing.asyncClipboard": true, // which pages may read without being asked
      "full-screen-api.enabled": false,
    },
  });
  // With its last window it would end.
  await (await browser.newContext(unasked)).newPage();
  return browser;
}

/**
 * What Firefox writes into its console of pages that are as they should be: it lays out half a fraction while the rest of a page is on its way;
 * Playwright adds a style of its own to a page that it takes a picture of; pages hear that there is no full screen; and what is loaded while a page is
 * left is broken off.
 */
export const unfounded = /Invalid markup: Incorrect number of children for <m\w+\/> tag|^exception: Content-Security-Policy: [^]*undefined$|fullscreenerror event is fired|^exception: NS_BINDING_ABORTED/;
