// What goes wrong, said while it does, with buttons that mend it. A sentence that comes and goes with every measure could not
// be read: it has to be true twice in a row, and then stays for some seconds.

import { notify } from "./announce.js";
import { byId, element, icon } from "./element.js";
import { sentenceOf } from "./link.js";
import { withValues } from "./meaning.js";
import { text, translate } from "./text.js";

const least = 5000; // ms that a sentence stays
const patience = 500; // steps that a remedy is given before the same is said again

/** Watch the measures. */
export function startDiagnosis() {
  const { saddle } = window;
  const box = byId("diagnosis");
  const sentence = element("p", { role: "status", "aria-live": "polite" });
  const remedies = element("div", { class: "remedies" });
  const dismiss = element("button", { class: "icon-button", type: "button", "data-label": "page.dismiss", onclick: () => { dismissed = shown; show(""); } }, icon("close"));
  box.append(sentence, remedies, dismiss);
  translate(box);

  let shown = "";     // the code that is shown
  let last = "";      // the code of the measures before
  let dismissed = ""; // a code that a person has seen enough of, until the experiment is another one
  let trueAt = 0;     // when the shown code was found last
  let step = 0;       // of the measures before
  let quietUntil = 0; // the step before which a remedy may still be working
  let link = saddle.link();

  function show(code, list = []) {
    if (code === shown) return;
    shown = code;
    box.classList.toggle("shown", code !== "");
    sentence.dataset.text = code && `diagnosis.${code}`;
    sentence.textContent = code && text(sentence.dataset.text);
    remedies.replaceChildren(...list.map(({ field, value }) =>
      element("button", { class: "small-button", type: "button", "data-remedy": field, "data-text": `remedy.${field}`, onclick: () => apply({ [field]: value }) })));
    translate(remedies);
  }

  /** Set a remedy's fields, and wait for what comes of it. Numbers that have left all bounds do not come back: then from the start. */
  function apply(values) {
    const { errors, restarted } = saddle.change(withValues(saddle.link(), values));
    for (const error of errors) notify(sentenceOf(error), { bad: true });
    if (errors.length > 0) return;
    if (shown === "divergence" && !restarted) saddle.reset();
    quietUntil = step + patience;
    show("");
    // The button that had the focus is gone.
    byId("play").focus();
  }

  saddle.on("measures", (measures) => {
    const now = performance.now();
    if (saddle.link() !== link) dismissed = "";
    if (measures.step < step) {
      show("");
      last = dismissed = "";
      quietUntil = 0;
    }
    step = measures.step;
    link = saddle.link();
    if (step < quietUntil) return;
    const { code, remedies: list } = saddle.diagnosis();
    if (code === shown) {
      trueAt = now;
    } else if (code !== "" && code === last && code !== dismissed) {
      show(code, list);
      trueAt = now;
    } else if (now - trueAt > least) {
      show("");
    }
    last = code;
  });
}
