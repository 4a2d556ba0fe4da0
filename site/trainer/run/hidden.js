// What becomes of the training while nobody sees the page: it goes on, unless the person does not want that, or a battery would be
// emptied for nobody. In a page that trains between its frames (`player=page`) it waits in any case, as there are no frames then.

import { byId, element } from "../../common/element.js";
import { battery, memory } from "../../common/permitted.js";
import { helpButton, nameHelpButtons } from "../parts/help.js";
import { text, translate } from "../../common/text.js";

const patience = 5 * 60_000; // of a battery

const box = element("input", { type: "checkbox", class: "switch", id: "train-hidden" });

let power = null; // the battery, where one is known of
let timer = 0;

/** Whether what plays is to wait now. */
function decide() {
  clearTimeout(timer);
  const unseen = document.visibilityState === "hidden";
  window.saddle.hold(unseen && !box.checked);
  if (unseen && box.checked && power && !power.charging) timer = setTimeout(() => window.saddle.hold(true), patience);
}

/** Make the switch, and heed it. */
export function startHidden() {
  box.checked = memory.get("train-hidden") !== "no";
  box.addEventListener("change", () => {
    memory.set("train-hidden", box.checked ? "yes" : "no");
    decide();
  });
  if (!("embed" in document.documentElement.dataset)) {
    const row = element("div", { class: "row" }, element("div", { class: "row-name" },
      element("label", { for: box.id, "data-text": "hidden.label" }), helpButton("hidden.label", () => text("hidden.help"))), box);
    const group = element("section", { class: "group" }, element("h3", {}, element("span", { class: "fold", "data-text": "hidden.title" })), element("div", { class: "rows" }, row));
    byId("groups").append(group);
    translate(group);
    nameHelpButtons(group);
  }
  document.addEventListener("visibilitychange", decide);
  battery().then((found) => {
    power = found;
    power?.addEventListener("chargingchange", decide);
  }, () => {});
}
