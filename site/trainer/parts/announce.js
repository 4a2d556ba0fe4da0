// Two ways of telling: a polite live region for who does not see the change, and notices for what needs reading.

import { byId, element, icon } from "../../common/element.js";
import { text } from "../../common/text.js";

/** Have a screen reader say a sentence when it is free to. */
export function announce(sentence) {
  byId("announcer").textContent = sentence;
}

/**
 * Show a sentence at the foot of the page until it is dismissed, or for a few seconds when it only confirms.
 * @param {string} sentence
 * @param {{bad?: boolean, passing?: boolean, actions?: [string, () => void][], dismissed?: () => void}} [how] `actions` are buttons, each
 *   with the key of its text; `dismissed` is called where none of them is taken
 * @returns {HTMLElement}
 */
export function notify(sentence, { bad = false, passing = false, actions = [], dismissed = () => {} } = {}) {
  const notice = element("div", { class: bad ? "notice bad" : "notice", role: bad ? "alert" : "status" },
    element("p", {}, sentence),
    element("button", { class: "icon-button", type: "button", "aria-label": text("page.dismiss"), onclick: () => { notice.remove(); dismissed(); } }, icon("close")));
  if (actions.length) {
    notice.append(element("div", { class: "notice-actions" }, ...actions.map(([key, action]) =>
      element("button", { class: "small-button", type: "button", onclick: () => { notice.remove(); action(); } }, text(key)))));
  }
  byId("notices").append(notice);
  if (passing) setTimeout(() => notice.remove(), 3000);
  return notice;
}

/** Take away the sentences about what was wrong, before new ones are shown. */
export function clearErrors() {
  for (const notice of byId("notices").querySelectorAll(".bad")) notice.remove();
}
