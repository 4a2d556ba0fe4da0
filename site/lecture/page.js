// What the lecture's page does besides being read: the theme, the way to the other language, the list of contents, the meaning of terms, guesses.

import { byId } from "../common/element.js";
import { startLicences } from "../common/licences.js";
import { memory } from "../common/permitted.js";
import { startGuesses } from "./guess.js";
import { startTerms } from "./terms.js";
import { startThemeButton } from "./theme-button.js";

const headings = [...document.querySelectorAll(".article :is(h2, h3)[id]")];

/** The heading that is being read: the last one above the window's upper third. */
const present = () => headings.findLast((heading) => heading.getBoundingClientRect().top < innerHeight / 3);

/** The other language opens where this one is, and the trainer is told. */
function startLanguage() {
  const link = byId("language");
  link.addEventListener("click", () => {
    memory.set("language", link.lang);
    link.hash = present()?.id ?? "";
  });
}

/** The list of contents shows where one is; on a narrow window it is folded until it is wanted. */
function startContents() {
  const details = byId("contents");
  const wide = matchMedia("(min-width: 1180px)");
  const fold = () => { details.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();
  details.addEventListener("click", (event) => {
    if (event.target.closest("a") && !wide.matches) details.open = false;
  });

  const links = new Map([...details.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  let shown = null;
  const show = () => {
    const link = links.get(present()?.id) ?? null;
    if (link === shown) return;
    shown?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    if (wide.matches) link?.scrollIntoView({ block: "nearest" });
    shown = link;
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; show(); });
  }, { passive: true });
  show();
}

/** A formula that is wider than its box can be scrolled by keyboard too. */
function startBoxes() {
  const boxes = document.querySelectorAll(".equation-body, .table");
  const see = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth + 1) /** @type {HTMLElement} */ (target).tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const box of boxes) see.observe(box);
}

startThemeButton();
startLanguage();
startContents();
startBoxes();
startTerms(byId("article"));
startGuesses(byId("article"));
startLicences();
