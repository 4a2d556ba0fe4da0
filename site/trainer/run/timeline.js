// The run so far, under the plane: any step of it can be seen again, and gone on from. Marks stand where settings were changed.

import { announce } from "../parts/announce.js";
import { byId, element } from "../../common/element.js";
import { markText } from "../../common/setting.js";
import { shortcut } from "../parts/shortcuts.js";
import { onOwn } from "../race/racing.js";
import { isSplit } from "../split/side.js";
import { formatNumber, onLanguage, text } from "../../common/text.js";

const lastStep = 1e9;
const mostMarks = 60; // of a slider's way there may be hundreds, and nobody could point at them

/** Make the slider, its buttons and keys, and keep them up with the run. */
export function startTimeline() {
  const { saddle } = window;
  const slider = byId("timeline-slider");
  const field = byId("timeline-step");
  const marks = byId("timeline-marks");
  const branches = byId("timeline-branches");
  let head = 0;
  let step = 0;
  let held = false; // a hand is on the slider

  const say = () => announce(text("announce.step", { step: formatNumber(step) }));

  /** Write where the run is. */
  function show() {
    if (!held) slider.value = String(step);
    slider.setAttribute("aria-valuetext", text("timeline.value", { step: formatNumber(step), head: formatNumber(head) }));
    if (document.activeElement !== field) field.value = String(step);
    byId("timeline-back").disabled = step === 0;
  }

  /** Where the slider's handle is at a step: between the places at which it is flush with the ends. */
  const place = (at) => `calc(var(--handle) / 2 + (100% - var(--handle)) * ${head ? at / head : 0})`;

  function showRun() {
    const run = saddle.timeline();
    ({ head, step } = run);
    slider.max = String(Math.max(head, 1));
    slider.disabled = head === 0;
    const shown = run.marks.length <= mostMarks ? run.marks : run.marks.filter((_, i) => i % Math.ceil(run.marks.length / mostMarks) === 0);
    const former = [...marks.children];
    const made = shown.map((mark, i) => {
      const found = former[i] ?? element("button", { class: "timeline-mark", type: "button", tabindex: "-1" });
      found.style.left = place(mark.step);
      if (found.mark !== mark.step || found.title !== markText(mark)) {
        found.mark = mark.step;
        found.title = markText(mark);
        found.setAttribute("aria-label", found.title);
      }
      return found;
    });
    if (made.length !== former.length) marks.replaceChildren(...made);
    showBranches(run.branches);
    show();
  }

  let listed = "";
  /** List the branches, where there is a choice. Whenever a list changes, Chromium reads all fields of the page anew, so what grows is not written on and on. */
  function showBranches(list) {
    branches.hidden = list.length < 2;
    if (branches.hidden) list = [];
    const names = list.map(({ id, from, head: end, current }) => [id, current, `${formatNumber(from)} → ${current && saddle.playing ? "…" : formatNumber(end)}`]);
    if (JSON.stringify(names) === listed) return;
    listed = JSON.stringify(names);
    branches.replaceChildren(...names.map(([id, selected, name]) => element("option", { value: String(id), selected }, name)));
  }

  /** Go to a step; the newest wish counts. */
  async function seek(wanted) {
    const reached = await saddle.seek(Math.max(0, Math.min(wanted, lastStep)));
    if (reached !== wanted) return;
    showRun();
  }

  slider.addEventListener("pointerdown", () => { held = true; });
  for (const ended of ["pointerup", "pointercancel", "change"]) slider.addEventListener(ended, () => { held = false; });
  slider.addEventListener("input", () => {
    step = Number(slider.value);
    show();
    seek(step);
  });
  slider.addEventListener("change", say);
  marks.addEventListener("click", ({ target }) => {
    if (!(target.mark >= 0)) return;
    seek(target.mark);
    announce(target.title);
  });
  branches.addEventListener("change", () => {
    saddle.branch(Number(branches.value));
    showRun();
  });

  const back = async () => {
    if (isSplit()) return;
    await seek(Math.max(0, saddle.timeline().step - 1));
    say();
  };
  byId("timeline-back").addEventListener("click", back);
  shortcut(",", "timeline.back", back, ",", true);
  shortcut("g", "timeline.go", () => { if (!isSplit()) field.select(); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      const wanted = Number(field.value.replaceAll(/[\s.,_]/g, ""));
      field.blur();
      if (Number.isInteger(wanted) && field.value.trim() !== "") seek(wanted);
      else show();
    } else if (event.key === "Escape") {
      field.blur();
      show();
    }
  });
  field.addEventListener("blur", show);
  field.addEventListener("focus", () => field.select());

  onOwn("measures", showRun);
  onOwn("timeline", showRun);
  onOwn("change", showRun);
  onLanguage(showRun);
  showRun();
}

/** Undo and redo, by buttons and the keys that everybody knows. */
export function startUndo() {
  const { saddle } = window;
  const buttons = { undo: byId("undo"), redo: byId("redo") };
  const act = (what) => {
    if (isSplit() || !saddle[what]()) return; // one side would go where the other is not
    announce(text(what === "undo" ? "announce.undo" : "announce.redo"));
  };
  const show = () => {
    buttons.undo.disabled = !saddle.canUndo;
    buttons.redo.disabled = !saddle.canRedo;
  };
  for (const [what, button] of Object.entries(buttons)) button.addEventListener("click", () => act(what));
  shortcut("u", "timeline.undo", () => act("undo"), "U Ctrl+Z");
  shortcut("y", "timeline.redo", () => act("redo"), "Y Ctrl+Shift+Z");
  document.addEventListener("keydown", (event) => {
    const typed = event.target.closest?.("input:not([type=range], [type=checkbox], [type=radio]), textarea, [popover], dialog");
    if (event.defaultPrevented || typed || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    const what = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" && !event.shiftKey ? "redo" : null;
    if (!what) return;
    event.preventDefault();
    act(what);
  });
  onOwn("timeline", show);
  onOwn("change", show);
  show();
}

