// The split plane: A | B, two experiments side by side from the same seed. The panel's settings are those of the side that is chosen.

import { announce } from "../parts/announce.js";
import { byId, element, icon } from "../../common/element.js";
import { makeCaption, makeSquare } from "../race/caption.js";
import { makeCharts } from "../race/charts.js";
import { groupsOf } from "../race/groups.js";
import { labelOf } from "../race/label.js";
import { drawPicture } from "../race/picture.js";
import { tellChosen } from "../race/racing.js";
import { followRuns } from "../race/runs.js";
import { makeTable } from "../race/table.js";
import { applySpeed } from "../run/transport.js";
import { shareSeveral } from "../share/share.js";
import { beside, own, setSide, side } from "./side.js";
import { differences, raceOf } from "./differences.js";
import { onLanguage, text, translate } from "../../common/text.js";
import { onTheme } from "../../common/theme.js";

const pace = 250; // ms between two drawings of charts

let open = null;

onLanguage(() => { open?.charts.make(); open?.show(); });
onTheme(() => open?.charts.make());
document.addEventListener("presenting", () => open?.charts.make());

// Stopped, both are at the same step.
let played = false;
window.saddle.on("change", () => {
  const { playing } = window.saddle;
  if (open) {
    open.look();
    if (played && !playing) open.both.level();
  }
  played = playing;
});

// Printed, it is a picture of both.
let sheet;
addEventListener("beforeprint", () => { if (open) document.body.append((sheet = element("main", { class: "sheet race-sheet" }, open.picture()))); });
addEventListener("afterprint", () => sheet?.remove());

/** Choose the side whose settings are seen. */
function choose(name) {
  setSide(name);
  open.both.use();
  for (const view of document.querySelectorAll("[data-view=latent]")) view.dataset.experiment = name;
  open.look();
  tellChosen();
}

/** The switch between the sides, and what can be done with B. */
function makeSwitch() {
  const radios = [own, beside].map((name, i) => element("input", { type: "radio", name: "side", value: name, "aria-label": "AB"[i], onchange: () => {
    choose(name);
    announce(text("split.chosen", { side: "AB"[i] }));
  } }));
  const node = element("section", { class: "sides", id: "sides", "data-label": "split.title" },
    element("span", { class: "sides-name", "data-text": "split.sides" }),
    element("div", { class: "segments", role: "radiogroup", "data-label": "split.sides", "data-tip": "split.sides.help" },
      ...radios.map((radio, i) => element("label", {}, radio, element("span", {}, "AB"[i])))),
    element("button", { class: "small-button", type: "button", "data-text": "split.keep", "data-tip": "split.keep.help", onclick: keep }),
    element("button", { class: "icon-button", type: "button", "data-label": "split.close", "data-tip": "split.close.help", onclick: close }, icon("close")));
  return { node, show: () => radios.forEach((radio) => { radio.checked = radio.value === side(); }) };
}

function makeRoom() {
  const { saddle } = window;
  const fields = saddle.schema();
  const runs = [own, beside].map((name, i) => ({ name, number: "AB"[i], colour: [3, 6][i], link: "", config: {}, label: [], covered: {}, measures: null, seen: false }));
  const label = (run) => (run.label.length ? labelOf(run.label, runs.map((other) => other.label)) : text(run.name === own ? "split.own" : "split.same"));
  const groups = groupsOf(runs);
  const captions = runs.map((run) => makeCaption(run, label));
  const square = makeSquare(runs[1], label);
  square.node.classList.add("plane");
  square.node.id = "plane-beside";
  const charts = makeCharts(runs, groups, label);
  const table = makeTable(runs, label);
  const switches = makeSwitch();
  let waiting = 0;
  let drawn = 0;

  const self = {
    runs, charts,
    /** Take the settings of the chosen side as they are now: the other's stay. */
    look() {
      const run = runs.find(({ name }) => name === side());
      if (run.link !== saddle.link() || !run.seen) Object.assign(run, { seen: true, link: saddle.link(), config: saddle.config() });
      const found = differences(runs, fields);
      runs.forEach((each, i) => { each.label = found.label[i]; });
      for (const row of document.querySelectorAll("#groups [data-field]")) row.classList.toggle("apart", found.names.has(row.dataset.field));
      self.show();
    },
    show() {
      waiting ||= requestAnimationFrame(() => {
        waiting = 0;
        if (open !== self) return;
        for (const part of [...captions, square, table, switches]) part.show();
        if (performance.now() - drawn > pace || !saddle.playing) {
          drawn = performance.now();
          charts.draw();
        }
      });
    },
    picture: () => drawPicture({ runs, label, groups, banded: false, found: { link: raceOf(runs) ?? runs[0].link }, title: text("split.title") }),
    remove() {
      charts.end();
      for (const node of [...captions.map((caption) => caption.node), square.node, table.node, charts.node, switches.node]) node.remove();
      for (const row of document.querySelectorAll("#groups .apart")) row.classList.remove("apart");
      for (const view of document.querySelectorAll("[data-view=latent]")) delete view.dataset.experiment;
    },
  };
  byId("plane").before(captions[0].node);
  byId("plane").after(captions[1].node, square.node);
  byId("legend").after(table.node);
  byId("charts").after(charts.node);
  byId("settings").prepend(switches.node);
  for (const node of [switches.node, square.node]) translate(node);
  return self;
}

/** Share both, as a race from the beginning, where a race can say what they differ in. */
function shared() {
  const link = raceOf(open.runs);
  if (!link) return null;
  return { step: 0, fresh: true, link, beginning: link, note: "split.share.note" };
}

/** Split the plane; where it is split already, begin with another B. */
export function enter(link = window.saddle.link(), plays = window.saddle.playing) {
  const { saddle } = window;
  close();
  const fresh = !saddle.playing && saddle.snapshot(own).step === 0 && saddle.timeline().head === 0;
  saddle.pause();
  saddle.experiment(beside, link);
  open = makeRoom();
  const mine = open;
  setSide(own);
  // The chosen side is the first in use.
  open.both = followRuns(open.runs, () => mine.show(), (runs) => runs.toSorted((a, b) => Number(b.name === side()) - Number(a.name === side())));
  open.look();
  choose(beside);
  applySpeed();
  if (!fresh) saddle.reset();
  byId("timeline").inert = true;
  byId("split").setAttribute("aria-pressed", "true");
  shareSeveral(shared);
  if (plays) saddle.play();
  open.both.refresh();
  open.charts.make();
  announce(text("split.opened"));
}

/** Make the plane whole again, with A as it is, and forget B. */
export function close() {
  if (!open) return;
  const { both, remove } = open;
  open = null;
  setSide(null);
  both.end();
  remove();
  byId("timeline").inert = false;
  byId("split").setAttribute("aria-pressed", "false");
  shareSeveral(null);
  tellChosen();
}

/** Have B be the trainer's own experiment, from where it is. */
function keep() {
  const { saddle } = window;
  saddle.pause();
  choose(beside);
  const { link } = saddle.moment();
  close();
  saddle.load(link);
  announce(text("split.kept"));
}
