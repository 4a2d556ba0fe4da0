// A link that leads to a moment of a run: the way there, and whether it is the moment that was shared.

import { announce, notify } from "../parts/announce.js";
import { byId, element } from "../../common/element.js";
import { formatNumber, text } from "../../common/text.js";

/** Watch for runs that are on such a way. */
export function startArriving() {
  const { saddle } = window;
  const sentence = element("p", { id: "arriving-text" });
  const bar = element("progress", { "aria-labelledby": sentence.id });
  const cancel = element("button", { class: "small-button", type: "button", onclick: () => saddle.cancel() });
  const box = element("div", { class: "notice arriving" }, sentence, cancel, bar);

  function show({ from, step, of }) {
    bar.max = of - from;
    bar.value = step - from;
    const said = text("arriving.step", { step: formatNumber(of) });
    if (box.isConnected && sentence.textContent === said) return;
    sentence.textContent = said;
    cancel.textContent = text("arriving.cancel");
    byId("notices").append(box);
    announce(said);
  }

  /** @param {Saddle.Events["arrived"]} arrived */
  function tell({ step: reached, cancelled, digest, expected, same }) {
    const step = formatNumber(reached);
    if (cancelled) notify(text("arriving.cancelled", { step }), { passing: true });
    else if (expected === null) notify(text("arriving.unknown", { step }), { passing: true });
    else if (same) notify(text("arriving.same", { step, digest }), { passing: true });
    else notify(text("arriving.other", { step, digest, expected }), { bad: true });
  }

  saddle.on("arriving", show);
  saddle.on("arrived", (arrived) => {
    box.remove();
    if (!arrived.back) tell(arrived);
  });
}
