// What goes wrong, said while it does, with buttons that mend it. A sentence that comes and goes with every measure could not
// be read: it has to be true twice in a row, and then stays for some seconds. A divergence ends the training, so it is said at once.

import { notify } from "../parts/announce.js";
import { byId, element, icon } from "../../common/element.js";
import { onOwn } from "../race/racing.js";
import { sentenceOf } from "../run/link.js";
import { withValues } from "../settings/meaning.js";
import { settle } from "../settings/slow.js";
import { formatNumber, onLanguage, text, translate } from "../../common/text.js";

const nothing = { code: "", remedies: [] };

const least = 5000; // ms that a sentence stays
const patience = 500; // steps that a remedy is given before the same is said again

/** Watch the measures. */
export function startDiagnosis() {
  const { saddle } = window;
  const box = byId("diagnosis");
  const sentence = element("p", { role: "status", "aria-live": "polite" });
  const remedies = element("div", { class: "remedies" });
  const dismiss = element("button", { class: "icon-button", type: "button", "data-label": "page.dismiss", onclick: () => { dismissed = shown.code; show(nothing); } }, icon("close"));
  box.append(sentence, remedies, dismiss);
  translate(box);

  let shown = nothing; // what is shown
  let last = "";      // the code of the measures before
  let dismissed = ""; // a code that a person has seen enough of, until the experiment is another one
  let trueAt = 0;     // when the shown code was found last
  let step = 0;       // of the measures before
  let whose = "";     // they were
  let quietUntil = 0; // the step before which a remedy may still be working
  let link = saddle.link();

  /** The sentence of what is wrong. */
  function sentenceOfDiagnosis({ code, divergence }) {
    if (!divergence) return code && text(`diagnosis.${code}`);
    const { sign, value, step } = divergence;
    const key = Number.isNaN(value) ? "diagnosis.divergence.none" : "diagnosis.divergence";
    return text(key, { step: formatNumber(step, 7), value: Number.isFinite(value) ? formatNumber(value) : "∞", what: text(`diagnosis.sign.${sign}`) });
  }

  function show(diagnosis) {
    if (diagnosis.code === shown.code) return;
    shown = diagnosis;
    box.classList.toggle("shown", shown.code !== "");
    sentence.textContent = sentenceOfDiagnosis(shown);
    remedies.replaceChildren(...shown.remedies.map(({ name, changes }) =>
      element("button", { class: "small-button", type: "button", "data-remedy": name, "data-text": `remedy.${name}`,
        onclick: () => apply(Object.fromEntries(changes.map(({ field, value }) => [field, value]))) })));
    const last = shown.divergence?.step - 1;
    if (last > 0) {
      remedies.prepend(element("button", { class: "small-button", type: "button", "data-step": last, onclick: () => saddle.seek(last) },
        text("diagnosis.back", { step: formatNumber(last, 7) })));
    }
    translate(remedies);
  }

  /** Set a remedy's fields, and wait for what comes of it. Numbers that have left all bounds do not come back: then from the start. */
  function apply(values) {
    settle(saddle.change(withValues(saddle.link(), values)), ({ errors, restarted }) => {
      for (const error of errors) notify(sentenceOf(error), { bad: true });
      if (errors.length > 0) return;
      if (shown.code === "divergence") {
        if (!restarted) saddle.reset();
        saddle.play();
      }
      quietUntil = step + patience;
      show(nothing);
      // The button that had the focus is gone.
      byId("play").focus();
    });
  }

  onOwn("measures", (measures) => {
    const now = performance.now();
    if (measures.experiment !== whose) step = Infinity; // the other side of the split plane
    whose = measures.experiment;
    if (saddle.link() !== link) dismissed = "";
    if (measures.step < step) {
      show(nothing);
      last = dismissed = "";
      quietUntil = 0;
    }
    step = measures.step;
    link = saddle.link();
    if (step < quietUntil) return;
    const found = saddle.diagnosis();
    const { code } = found;
    if (code === shown.code) {
      trueAt = now;
    } else if (code !== dismissed && (found.divergence || code !== "" && code === last)) {
      // A divergence has ended the training: there is no second time to wait for.
      show(found);
      trueAt = now;
    } else if (now - trueAt > least) {
      show(nothing);
    }
    last = code;
  });
  // Who would go on after a divergence is told again.
  let playing = saddle.playing;
  onOwn("change", () => {
    if (playing && !saddle.playing) {
      const found = saddle.diagnosis();
      if (found.divergence) show(found);
    }
    playing = saddle.playing;
  });
  onLanguage(() => {
    const { code } = shown;
    const present = shown;
    shown = nothing;
    if (code) show(present);
  });
}
