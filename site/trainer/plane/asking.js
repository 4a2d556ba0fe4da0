// Point at a place of a plane, and be told what there is: by a pointer, a finger, or the arrow keys. What tells it is loaded when somebody
// first points.

import { byId, element } from "../../common/element.js";
import { translate } from "../../common/text.js";

/** Listen, and make the main plane reachable by keys. */
export function startAsking() {
  const keys = element("div", { class: "asking-keys", id: "asking", tabindex: 0, role: "application", "data-label": "told.keys" });
  byId("plane").append(keys);
  translate(byId("plane"));
  let loading = null;
  let gesture = null; // what is answered once there is what answers: the newest, but a click rather than the moves after it

  const load = (event) => {
    if (!event.target.closest?.("[data-view=plane], .asking-keys")) return;
    if (event.type !== "pointermove" || gesture?.type !== "click") gesture = event;
    loading ??= import("./told.js").then(({ startTold }) => {
      for (const name of gestures) document.removeEventListener(name, load);
      startTold(gesture);
    }, () => { loading = gesture = null; }); // Without a network the next gesture asks again.
  };
  const gestures = ["pointermove", "click", "focusin"];
  for (const name of gestures) document.addEventListener(name, load, { passive: true });
}
