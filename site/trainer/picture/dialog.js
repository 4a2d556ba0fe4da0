// Pictures of the run as it is: what is on them and what they are for is chosen here, seen at once, and saved.

import { notify } from "../parts/announce.js";
import { element, icon } from "../../common/element.js";
import { addressOf } from "../run/link.js";
import { chartsOf, figureOf, uses } from "./figure.js";
import { makeFilmForm } from "./film-form.js";
import { lookOf } from "./plane.js";
import { addressOfPicture, download, fileOf } from "./save.js";
import { formatNumber, text, translate } from "../../common/text.js";
import { theme } from "../../common/theme.js";

/** What a figure needs of the run as it is now. */
export async function seenNow(shown, shape = [1, 1]) {
  const { saddle } = window;
  const half = saddle.extent();
  const seen = await saddle.look({ ...lookOf(shown, half, ...shape), measures: true });
  const history = saddle.history();
  const names = Object.keys(history);
  const rows = seen.measured.history.length / names.length;
  const moment = saddle.moment();
  return {
    seen, half, shown, digest: seen.measured.digest,
    history: Object.fromEntries(names.map((name, i) => [name, seen.measured.history.subarray(i * rows, (i + 1) * rows)])),
    measures: Object.fromEntries(names.map((name, i) => [name, seen.measured.measures[i]])),
    link: addressOf(moment.fresh ? saddle.link() : moment.link),
  };
}

/** A run's history up to where it is: of what was played after that a film tells later. */
const upTo = (run) => {
  const count = run.history.step.findLastIndex((step) => step <= run.seen.step) + 1;
  return { ...run, history: Object.fromEntries(Object.entries(run.history).map(([name, values]) => [name, values.subarray(0, Math.max(count, 1))])) };
};

const nameOf = (what, step) => `saddle-${window.saddle.config().cloud}-${step}${what === "plane" ? "" : `-${what}`}`;

/** A row of the form. */
const row = (name, control) => element("label", { class: "picture-row" }, element("span", { "data-text": name }), control);

const select = (name, options, change) => element("select", { name, onchange: change }, ...options.map(([value, key]) => element("option", { value, "data-text": key })));

/** Show the dialog. The run rests meanwhile. */
export async function makePicture() {
  const { saddle } = window;
  const playing = saddle.playing;
  saddle.pause();
  await saddle.step(0);
  const shown = { ...saddle.shown() };
  let runs = new Map(); // by the shape of the plane: what has been seen of the run
  const runFor = (shape) => {
    if (!runs.has(shape.join())) runs.set(shape.join(), seenNow(shown, shape));
    return runs.get(shape.join());
  };
  const first = await runFor([1, 1]);

  const what = select("what", [["plane", "picture.plane"], ["all", "picture.all"], ...chartsOf(first).map(({ name }) => [name, `chart.${name}`])], show);
  const use = select("use", Object.entries(uses).map(([name, { key }]) => [name, key]), show);
  use.value = theme();
  const title = element("input", { type: "text", name: "title", maxlength: 200, autocomplete: "off", oninput: show });
  title.value = text(`choice.cloud.${saddle.config().cloud}.label`);
  const axes = element("input", { type: "checkbox", class: "switch", name: "axes", checked: true, onchange: show });
  const signed = element("input", { type: "checkbox", class: "switch", name: "signed", checked: true, onchange: show });
  const scale = element("select", { name: "scale", "data-label": "picture.scale", onchange: show }, ...[1, 2, 3, 4].map((times) => element("option", { value: times, selected: times === 2 }, `${times}×`)));
  const pixels = element("span", { class: "picture-pixels" });
  const preview = element("img", { class: "picture-preview" });
  let wanted = 0;

  const shape = () => (what.value === "plane" && use.value === "columns" ? [5, 3] : [1, 1]);
  const chosen = () => ({ what: what.value, use: use.value, axes: axes.checked, title: title.value.trim(), signed: signed.checked });

  /** The figure that is chosen. */
  const draw = async () => figureOf(await runFor(shape()), chosen());

  /** The same of the run as it is now, for a film that ends at a step. */
  const drawNow = async (last) => figureOf({ ...upTo(await seenNow(shown, shape())), last }, chosen());
  async function show() {
    const mine = ++wanted;
    const { source, size: { width, height } } = await draw();
    if (mine !== wanted) return;
    preview.src = addressOfPicture(source);
    preview.alt = text("picture.preview", { title: title.value.trim() || text("picture.plane") });
    pixels.textContent = text("picture.pixels", { width: formatNumber(Math.round(width * Number(scale.value))), height: formatNumber(Math.round(height * Number(scale.value))) });
  }
  async function save(kind) {
    try {
      const { source, size } = await draw();
      download(await fileOf(source, size, nameOf(what.value, first.seen.step), kind, Number(scale.value)));
    } catch (error) {
      notify(text("picture.failed", { reason: error.message }), { bad: true });
    }
  }
  const button = (key, kind) => element("button", { class: "small-button", type: "button", "data-text": key, onclick: () => save(kind) });

  const film = makeFilmForm(drawNow, () => nameOf(what.value, first.seen.step));
  const dialog = element("dialog", { class: "dialog picture-dialog", "aria-labelledby": "picture-title" },
    element("header", {}, element("h2", { id: "picture-title", "data-text": "picture.title" }),
      element("button", { class: "icon-button", type: "button", "data-label": "page.close", onclick: () => dialog.close() }, icon("close"))),
    element("div", { class: "dialog-body picture-body" },
      element("div", { class: "picture-ground" }, preview),
      element("div", { class: "picture-form" },
        row("picture.what", what), row("picture.use", use), row("picture.heading", title), row("picture.axes", axes), row("picture.signed", signed),
        element("div", { class: "picture-save" }, button("picture.svg", "svg"), button("picture.png", "png"), scale, pixels),
        element("p", { class: "sharing-note", "data-text": "picture.note" }), film.node)));
  translate(dialog);
  dialog.addEventListener("click", ({ target }) => { if (target === dialog) dialog.close(); });
  dialog.addEventListener("close", async () => {
    await film.stop();
    dialog.remove();
    runs = new Map();
    if (playing) saddle.play();
  });
  document.body.append(dialog);
  dialog.showModal();
  await show();
}
