// Where the run is now: the numbers to watch first, in large type, the others below. What an experiment has no number of, as modes of
// a spiral or BEGAN's balance without BEGAN, is not there. Below them the digest, by which two people know that they have the same state.

import { notify } from "../parts/announce.js";
import { byId, element } from "../../common/element.js";
import { helpButton, nameHelpButtons } from "../parts/help.js";
import { copy } from "../../common/permitted.js";
import { onOwn } from "../race/racing.js";
import { formatNumber, onLanguage, text, translate } from "../../common/text.js";

const percent = (share) => (share == null || !Number.isFinite(share) ? "–" : formatNumber(share * 100, 3) + " %");

const names = [
  "step", "speed", "modes", "high_quality", "jsd", "sliced_w", "balance_k", "convergence", "sigma", "clipped",
  "d_accuracy", "optimum_distance", "kl_data_model", "kl_model_data",
];
const most = "embed" in document.documentElement.dataset ? names.length : 5; // in a row; a frame may be wide and low

/** Whether there is such a number; a speed is always measured. */
const has = (measures, name) => name === "speed" || (Number.isFinite(measures[name]) && (name !== "modes" || measures.modes_total > 0));

const write = {
  step: (m) => formatNumber(m.step),
  speed: () => formatNumber(Math.round(window.saddle.stats().stepsPerSecond)),
  modes: (m) => text("numbers.of", { count: m.modes, total: m.modes_total }),
  high_quality: (m) => percent(m.high_quality),
  d_accuracy: (m) => percent(m.d_accuracy),
  clipped: (m) => percent(m.clipped),
};

/** A number's name, with its explanation. */
const nameOf = (name) => element("dt", {}, element("span", { "data-text": `measure.${name}.label` }), helpButton(`measure.${name}.label`, () => text(`measure.${name}.help`)));

async function copyDigest({ currentTarget: { textContent: digest } }) {
  if (await copy(digest)) notify(text("numbers.digest.copied", { digest }), { passing: true });
  else notify(text("numbers.digest.by-hand", { digest }));
}

/** Make the list and keep it up with the measures. */
export function startNumbers() {
  const list = byId("numbers");
  const digest = element("button", { type: "button", "data-tip": "numbers.digest.copy", onclick: copyDigest });
  const digestCell = element("div", { class: "digest" }, nameOf("digest"), element("dd", {}, digest));
  let there = "";
  let latest = window.saddle.snapshot();
  let columns = most;
  let width = 0;

  const isCut = () => [...list.children].some((cell) => cell.getBoundingClientRect().right > list.getBoundingClientRect().right + 1);

  /** As many columns as there is room for. Numbers grow, and no type or language is as wide as another. */
  function fit(from = columns) {
    for (columns = from; ; columns--) {
      list.style.setProperty("--columns", columns);
      [...list.children].forEach((cell, i) => cell.classList.toggle("large", i < columns && cell !== digestCell));
      if (columns === 1 || !isCut()) return;
    }
  }

  function show(measures) {
    latest = measures;
    const wanted = names.filter((name) => has(measures, name));
    if (there !== wanted.join()) {
      there = wanted.join();
      list.replaceChildren(...wanted.map((name) => element("div", {}, nameOf(name), element("dd", { "data-measure": name }))), digestCell);
      translate(list);
      nameHelpButtons(list);
      columns = most;
    }
    digest.textContent = measures.digest;
    for (const cell of list.querySelectorAll("[data-measure]")) {
      const name = cell.dataset.measure;
      cell.textContent = write[name] ? write[name](measures) : formatNumber(measures[name]);
    }
    fit();
  }
  onOwn("measures", show);
  onLanguage(() => { nameHelpButtons(list); columns = most; show(latest); });
  new ResizeObserver(() => {
    if (list.clientWidth === width) return;
    width = list.clientWidth;
    fit(most);
  }).observe(list);
  show(latest);
}
