// What goes wrong, said while it does: a chip beside the plane. Pressed, it says more, and offers what may mend it. A chip that comes and
// goes with every measure could not be read: what it says has to be true for a while, and then stays for some seconds. A divergence ends
// the training, so it is said at once.

import { announce, notify } from "../parts/announce.js";
import { byId, element, icon } from "../../common/element.js";
import { showField } from "../settings/controls.js";
import { lectureLink } from "../parts/lecture.js";
import { onOwn } from "../race/racing.js";
import { popoverOf } from "../parts/popover.js";
import { sentenceOf } from "../run/link.js";
import { settingText } from "../../common/setting.js";
import { withValues } from "../settings/meaning.js";
import { settle } from "../settings/slow.js";
import { formatNumber, onLanguage, text, translate } from "../../common/text.js";

const nothing = { code: "", remedies: [] };

const least = 5000; // ms that it stays
const long = 200; // steps for which it is true before it is said
const patience = 500; // steps that a remedy is given before the same is said again

/** Watch the measures. */
export function startDiagnosis() {
  const { saddle } = window;
  const place = byId("diagnosis");
  const name = element("span");
  const chip = element("button", { class: "diagnosis-chip", type: "button", "aria-haspopup": "dialog" }, element("i"), name, icon("down"));
  const why = element("span", { class: "diagnosis-why" });
  const sentence = element("p");
  const remedies = element("div", { class: "remedies" });
  const dismiss = element("button", { class: "icon-button", type: "button", "data-label": "page.dismiss", onclick: () => { dismissed = shown.code; show(nothing); } }, icon("close"));
  const box = element("div", { class: "diagnosis-box", popover: "auto", role: "dialog", "data-label": "diagnosis.label" }, sentence, dismiss, remedies);
  place.append(chip, why, box);
  const toggle = popoverOf(box, [chip], () => (remedies.querySelector("button") ?? dismiss).focus());
  translate(place);

  let shown = nothing; // what is shown
  let last = "";      // the code of the measures before
  let since = 0;      // the step since which it is found
  let dismissed = ""; // a code that a person has seen enough of, until the experiment is another one
  let trueAt = 0;     // when the shown code was found last
  let step = 0;       // of the measures before
  let whose = "";     // they were
  let quietUntil = 0; // the step before which a remedy may still be working
  let link = saddle.link();

  /**
   * The sentence of what is wrong.
   * @param {{code: string, divergence?: Saddle.Diagnosis["divergence"]}} diagnosis
   */
  function sentenceOfDiagnosis({ code, divergence }) {
    if (!divergence) return code && text(`diagnosis.${code}`);
    const { sign, value, step } = divergence;
    const key = Number.isNaN(value) ? "diagnosis.divergence.none" : "diagnosis.divergence";
    return text(key, { step: formatNumber(step, 7), value: Number.isFinite(value) ? formatNumber(value) : "∞", what: text(`diagnosis.sign.${sign}`) });
  }

  function show(diagnosis) {
    if (diagnosis.code === shown.code) return;
    shown = diagnosis;
    if (box.matches(":popover-open")) box.hidePopover();
    if (place.contains(document.activeElement) && !shown.code) byId("play").focus(); // what had the focus goes
    place.classList.toggle("shown", shown.code !== "");
    sentence.textContent = sentenceOfDiagnosis(shown);
    name.textContent = shown.code && text(`diagnosis.${shown.code}.name`);
    announce(sentence.textContent);
    why.replaceChildren(shown.code ? lectureLink(`diagnosis.${shown.code}`, "diagnosis.why") : "");
    remedies.replaceChildren(...shown.remedies.map(({ name, changes }) =>
      element("button", { class: "small-button", type: "button", "data-remedy": name, "data-text": `remedy.${name}`,
        onclick: () => apply(Object.fromEntries(changes.map(({ field, value }) => [field, value]))) })));
    const last = shown.divergence?.step - 1;
    if (last > 0) {
      remedies.prepend(element("button", { class: "small-button", type: "button", "data-step": last, onclick: () => saddle.seek(last) },
        text("diagnosis.back", { step: formatNumber(last, 7) })));
    }
    translate(place);
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
      const changed = Object.entries(values);
      notify(text("diagnosis.done", { settings: changed.map((pair) => settingText(...pair)).join(", ") }), { passing: true });
      byId("play").focus(); // the button that had the focus is gone
      saddle.step(0).then(() => changed.some(([field]) => showField(field))); // the controls have been told by then
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
      since = quietUntil = 0;
    }
    step = measures.step;
    link = saddle.link();
    if (step < quietUntil) return;
    const found = saddle.diagnosis();
    const { code } = found;
    if (code !== last) since = step;
    if (code === shown.code) {
      trueAt = now;
    } else if (code !== dismissed && (found.divergence || code !== "" && step - since >= long)) {
      // A divergence has ended the training: there is nothing to wait for.
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
      if (found.divergence) {
        show(found);
        if (!box.matches(":popover-open")) toggle(chip);
      }
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
