// What the page for teachers does besides being read: the theme, the language, and printing the worksheet alone.

import { byId } from "../common/element.js";
import { startLicences } from "../common/licences.js";
import { keepOffline } from "../common/offline.js";
import { memory } from "../common/permitted.js";
import { startThemeButton } from "../lecture/theme-button.js";

const language = byId("language");
language.addEventListener("click", () => memory.set("language", language.lang));

const button = byId("print");
const { dataset } = document.documentElement;
button.addEventListener("click", () => {
  dataset.print = "worksheet";
  print();
});
addEventListener("afterprint", () => delete dataset.print);
button.hidden = false;

startThemeButton();
startLicences();
keepOffline();
