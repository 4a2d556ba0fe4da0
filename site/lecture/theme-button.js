// The theme's button is the trainer's; here its label is in the page, which may have no table of texts.

import { byId } from "../common/element.js";
import { onTheme, startTheme, theme } from "../common/theme.js";

export function startThemeButton() {
  const button = byId("theme");
  const label = () => button.setAttribute("aria-label", theme() === "dark" ? button.dataset.light : button.dataset.dark);
  startTheme();
  onTheme(label);
  label();
  button.hidden = false;
}
