// A first visit: four short steps in a card before the settings, each with a line around what it speaks of. Nothing is covered, nothing
// waits, and Escape skips it for good.

import { byId, element } from "../common/element.js";
import { memory } from "../common/permitted.js";
import { onLanguage, text } from "../common/text.js";

const steps = [["welcome.plane", ".plane"], ["welcome.transport", ".transport"], ["welcome.demonstrations", ".demonstrations"], ["welcome.lecture", "#lecture"]];

/** Show the first of the steps. */
export function welcome() {
  let at = 0;
  const title = element("h3", { id: "welcome-title" });
  const sentence = element("p", { role: "status" });
  const next = element("button", { class: "small-button", type: "button", onclick: () => { if (++at < steps.length) show(); else end(); } });
  const skip = element("button", { class: "small-button", type: "button", onclick: end });
  const card = element("section", { class: "card welcome", "aria-labelledby": "welcome-title" }, title, sentence, element("div", { class: "welcome-buttons" }, next, skip));

  const unmark = () => { for (const node of document.querySelectorAll(".pointed-at")) node.classList.remove("pointed-at"); };
  function show() {
    unmark();
    for (const node of document.querySelectorAll(steps[at][1])) node.classList.add("pointed-at");
    write();
  }
  function write() {
    title.textContent = text("welcome.title", { step: at + 1, steps: steps.length });
    sentence.textContent = text(steps[at][0]);
    const last = at === steps.length - 1;
    next.textContent = text(last ? "welcome.done" : "welcome.next");
    skip.textContent = text("welcome.skip");
    skip.hidden = last;
  }
  function end() {
    unmark();
    if (card.contains(document.activeElement)) byId("play").focus();
    card.remove();
    document.removeEventListener("keydown", leave);
    memory.set("welcomed", "yes");
  }
  function leave(event) {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector(":popover-open, dialog[open]")) return;
    event.preventDefault();
    end();
  }
  document.addEventListener("keydown", leave);
  onLanguage(() => { if (card.isConnected) write(); });
  byId("settings").prepend(card);
  show();
}
