// The theme's button is the trainer's; here its label is in the page, which may have no table of texts.

import { byId } from "../element.js";
import { onTheme, startTheme, theme } from "../theme.js";

export function startThemeButton() {
  const button = byId("theme");
  const label = () => button.setAttribute("aria-label", theme() === "dark" ? button.dataset.light : button.dataset.dark);
  startTheme();
  onTheme(label);
  label();
  button.hidden = false;
}
