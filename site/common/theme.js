// Light or dark: the system's, until the person chooses; then the choice, which is remembered.

import { byId, icon } from "./element.js";
import { memory } from "./permitted.js";
import { onLanguage, text } from "./text.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set();

/** "light" or "dark", as it is shown now. */
export const theme = () => document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");

/** Call back with the new theme after each change. */
export const onTheme = (listener) => listeners.add(listener);

/** The present value of a colour of styles/tokens.css, by its name without dashes: for what is drawn on a canvas. */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

/** Change to the other theme. Choosing what the system has anyway means following it again. */
export function switchTheme() {
  const chosen = theme() === "dark" ? "light" : "dark";
  if (chosen === (dark.matches ? "dark" : "light")) {
    delete document.documentElement.dataset.theme;
    memory.set("theme", "system");
  } else {
    document.documentElement.dataset.theme = chosen;
    memory.set("theme", chosen);
  }
  changed();
}

function changed() {
  show();
  for (const listener of listeners) listener(theme());
}

function show() {
  byId("theme").replaceChildren(icon(theme() === "dark" ? "sun" : "moon"));
  byId("theme").setAttribute("aria-label", text(theme() === "dark" ? "theme.light" : "theme.dark"));
}

/** Make the button work. */
export function startTheme() {
  byId("theme").addEventListener("click", switchTheme);
  dark.addEventListener("change", changed);
  onLanguage(show);
  show();
}
