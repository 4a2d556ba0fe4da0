// What is seen of a race: small planes, common charts, a table of measures, when modes were covered, and a bar to command it all.

import { byId, element, icon } from "../../common/element.js";
import { makeCharts } from "./charts.js";
import { makeCaption, makeSquare } from "./caption.js";
import { makeCoverage } from "./coverage.js";
import { groupsOf } from "./groups.js";
import { differing, labelOf } from "./label.js";
import { drawPicture, savePicture } from "./picture.js";
import { makeTable } from "./table.js";
import { formatNumber, text, translate } from "../../common/text.js";

const pace = 250; // ms between two drawings of charts

function makePlane(run, label, take) {
  const button = element("button", { class: "icon-button", type: "button", "data-tip": "race.take.help", onclick: () => take(run) }, icon("expand"));
  const caption = makeCaption(run, label, button);
  const square = makeSquare(run, label);
  square.node.classList.add("race-square");
  return {
    node: element("figure", { class: "race-plane", "data-run": run.number }, caption.node, square.node),
    show() {
      caption.show();
      square.show();
      button.setAttribute("aria-label", text("race.take", { number: run.number, label: label(run) }));
    },
  };
}

/**
 * Make the room of a race and put it into the page.
 * @param {Record<string, any>} race as beginRuns makes it
 * @param {Saddle.Sweep} found as saddle.sweep describes it
 * @param {{take: (run: Record<string, any>) => void, close: () => void, choose: () => void, go: (step: number) => void, stop: () => void}} does
 */
export function makeView(race, found, does) {
  const { runs } = race;
  const groups = groupsOf(runs);
  const all = runs.map((run) => run.label);
  const label = (run) => labelOf(run.label, all);
  let banded = groups.bandable;
  groups.colour(banded);

  const title = element("h2", { id: "race-title" });
  const step = element("output", { class: "race-step", "aria-live": "off" });
  const field = element("input", { type: "text", inputmode: "numeric", autocomplete: "off", "data-label": "race.until", "data-tip": "race.until.help", "data-key": "G", value: found.steps || "" });
  const wrong = element("p", { class: "row-error", role: "alert", hidden: true });
  const going = element("button", { class: "small-button", type: "submit", "data-text": "race.go" });
  let to = null;
  const form = element("form", { class: "race-until", onsubmit: (event) => {
    event.preventDefault();
    if (to !== null) return does.stop();
    const wanted = Number(field.value.replaceAll(/[\s.,_]/g, ""));
    const now = race.span()?.[1] ?? 0;
    const fault = !Number.isInteger(wanted) || field.value.trim() === "" || wanted <= now || wanted > 1e9;
    wrong.hidden = !fault;
    field.setAttribute("aria-invalid", String(fault));
    wrong.textContent = fault ? text("race.until.wrong", { step: formatNumber(now) }) : "";
    if (fault) return;
    field.blur(); // keys are commands again
    does.go(wanted);
  } }, element("label", {}, element("span", { "data-text": "race.until" }), field), going, wrong);

  const bands = element("input", { type: "checkbox", class: "switch", checked: banded, onchange: () => {
    banded = bands.checked;
    groups.colour(banded);
    charts.make(banded);
    show();
    draw();
  } });
  const button = (key, action, more = {}) => element("button", { class: "small-button", type: "button", "data-text": key, onclick: action, ...more });
  const picture = () => drawPicture({ runs, label, groups, banded, found, title: title.textContent });
  const bar = element("header", { class: "race-bar" }, title, step, form,
    element("div", { class: "race-actions" },
      button("race.change", does.choose),
      button("race.svg", () => savePicture(picture, "svg"), { "data-tip": "race.picture.help" }),
      button("race.png", () => savePicture(picture, "png"), { "data-tip": "race.picture.help" }),
      element("button", { class: "icon-button", type: "button", "data-label": "race.close", "data-tip": "race.close.help", onclick: does.close }, icon("close"))));

  const planes = runs.map((run) => makePlane(run, label, does.take));
  const columns = runs.length === 2 ? 2 : runs.length <= 4 ? 2 : 3;
  const grid = element("div", { class: "race-planes", "data-frame": "", tabindex: "0", role: "group", "data-label": "race.planes",
    style: `--columns: ${columns}; --rows: ${Math.ceil(runs.length / columns)}` }, ...planes.map(({ node }) => node));
  const charts = makeCharts(runs, groups, label);
  const table = makeTable(runs, label, does.take);
  const coverage = makeCoverage(runs, label);
  // The buttons of the layers and the legend are the trainer's own, and go back to it.
  const borrowed = [byId("toggles"), byId("legend")];
  const home = borrowed[0].parentElement;
  const node = element("main", { class: "race", id: "race", "aria-labelledby": title.id }, bar,
    element("div", { class: "race-stage" }, element("div", { class: "race-fit" }, grid), ...borrowed),
    element("section", { class: "race-side", "data-label": "race.readings" },
      element("label", { class: "race-bands", hidden: !groups.bandable }, element("span", { "data-text": "race.bands" }), bands),
      charts.node, table.node, coverage.node));

  function show() {
    const [low, high] = race.span() ?? [0, Math.max(...runs.map((run) => run.measures?.step ?? 0))];
    title.textContent = text("race.title", { names: differing(runs) });
    step.textContent = text("announce.step", { step: low === high ? formatNumber(high) : `${formatNumber(low)}–${formatNumber(high)}` });
    for (const plane of planes) plane.show();
    table.show();
    coverage.show();
    going.dataset.text = to === null ? "race.go" : "race.stop";
    going.textContent = text(going.dataset.text);
  }
  let drawn = 0;
  let waiting = 0;
  const draw = () => {
    drawn = performance.now();
    charts.draw();
  };
  byId("notices").before(node);
  translate(node);
  charts.make(banded);
  show();
  return {
    field,
    picture,
    /** Show what has become known, in the next frame. */
    show() {
      waiting ||= requestAnimationFrame(() => {
        waiting = 0;
        if (!node.isConnected) return;
        show();
        if (performance.now() - drawn > pace || !window.saddle.playing) draw();
      });
    },
    tellGoing(step) {
      to = step;
      if (step !== null) field.value = String(step);
      this.show();
    },
    /** Say all in another language. */
    say() {
      charts.make(banded);
      show();
    },
    recolour() { charts.make(banded); },
    remove() {
      charts.end();
      home.append(...borrowed);
      node.remove();
    },
  };
}
