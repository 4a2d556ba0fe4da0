// Numbers of the schema: a slider with a field to type in; two buttons where there are only a few whole numbers;
// a field with a die for seeds.

import { element } from "../../common/element.js";
import { formatNumber, onLanguage } from "../../common/text.js";

const ticks = 1000; // positions of a slider

/** Steps of a decade that a logarithmic slider stops at: enough to choose among, few enough to read. */
const mantissas = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The nearest value that is short to write. Sizes up to some thousands go by powers of two, as people choose them. */
function roundLog(value, { kind, max }) {
  if (kind === "int" && value < 16) return Math.round(value);
  if (kind === "int" && max <= 10_000) return 2 ** Math.round(Math.log2(value));
  const decade = 10 ** Math.floor(Math.log10(value));
  const nearest = mantissas.reduce((a, b) => (Math.abs(b - value / decade) < Math.abs(a - value / decade) ? b : a));
  return Number((nearest * decade).toPrecision(3));
}

function roundLinear(value, field) {
  if (field.kind === "int") return Math.round(value);
  const step = 10 ** Math.floor(Math.log10((field.max - field.min) / 50));
  return Math.min(field.max, Number((Math.round(value / step) * step).toPrecision(6)));
}

/**
 * Slider positions to values and back. A logarithmic slider that starts at 0 has it at its left end; one whose values end
 * just below 1, as what an average keeps of its past, has equal steps where the rest is divided. Weights, from 0 to much, are
 * chosen by their order of magnitude.
 */
function scaleOf(field) {
  const { kind, min, max, log = kind === "float" && min === 0 && max >= 10 } = field;
  if (min === 0 && max > 0.99 && max < 1) {
    const rest = scaleOf({ ...field, min: 1 - max, max: 1, log: true });
    const turned = (value) => Number((1 - value).toPrecision(4));
    return {
      value: (tick) => (tick === ticks ? max : turned(rest.value(ticks - tick))),
      tick: (value) => ticks - rest.tick(1 - value),
    };
  }
  if (!log) {
    return {
      value: (tick) => roundLinear(min + (max - min) * tick / ticks, field),
      tick: (value) => (value - min) / (max - min) * ticks,
    };
  }
  const least = min > 0 ? min : kind === "int" ? 0.5 : max * 1e-6;
  const clamp = (value) => Math.min(max, Math.max(min, value));
  return {
    value: (tick) => (tick === 0 ? min : clamp(roundLog(least * (max / least) ** (tick / ticks), field))),
    tick: (value) => (value <= least ? 0 : Math.log(value / least) / Math.log(max / least) * ticks),
  };
}

/**
 * What a person typed, as the program reads numbers: a decimal comma and a typographic minus are theirs to use, and marks that
 * group the digits of a whole number, in which there is nothing else that a comma or a point could mean.
 */
export function plainNumber(typed, kind = "int") {
  const number = typed.trim().replaceAll("−", "-");
  const grouped = kind !== "float" && /^-?[1-9]\d{0,2}([.,\s]\d{3})+$/.test(number);
  return grouped ? number.replace(/[.,\s]/g, "") : number.replace(",", ".");
}

/**
 * A control for an int or a float.
 * @param {Saddle.Field} field of the schema
 * @param {(value: string) => void} commit
 */
export function numberControl(field, commit) {
  const few = field.kind === "int" && field.max - field.min <= 16;
  return few ? stepper(field, commit) : slider(field, commit);
}

/** The typed half: commits on Enter and when left, takes the arrow keys, shows numbers as the language writes them. */
function typed(field, commit, next) {
  let current = 0;
  const input = element("input", { type: "text", inputmode: field.kind === "int" ? "numeric" : "decimal", autocomplete: "off", spellcheck: "false" });
  const write = () => { input.value = formatNumber(current, 6, { grouping: false }); };
  input.addEventListener("change", () => commit(plainNumber(input.value, field.kind)));
  input.addEventListener("focus", () => input.select());
  input.addEventListener("keydown", (event) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    commit(String(next(current, direction)));
  });
  onLanguage(write);
  return { input, show(value) { current = value; write(); } };
}

function slider(field, commit) {
  const scale = scaleOf(field);
  const range = element("input", { type: "range", min: 0, max: ticks, step: 1, "aria-label": "" });
  const box = typed(field, commit, (value, direction) => nextValue(value, direction));

  // The next value that differs: neighbouring ticks may round to the same.
  function nextValue(value, direction) {
    for (let tick = Math.round(scale.tick(value)) + direction; tick >= 0 && tick <= ticks; tick += direction) {
      const found = scale.value(tick);
      if ((found - value) * direction > 0) return found;
    }
    return value;
  }

  let current = field.default;
  range.addEventListener("keydown", (event) => {
    const direction = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    commit(String(nextValue(current, direction)));
  });
  // What starts training afresh waits until the slider is let go.
  range.addEventListener("input", () => {
    const value = scale.value(Number(range.value));
    box.show(value);
    if (!field.restarts) commit(String(value));
  });
  range.addEventListener("change", () => commit(String(scale.value(Number(range.value)))));

  return {
    node: element("div", { class: "number" }, range, box.input),
    input: box.input,
    range,
    show(value) {
      current = value;
      range.value = scale.tick(value);
      range.setAttribute("aria-valuetext", formatNumber(value, 6));
      box.show(value);
    },
  };
}

function stepper(field, commit) {
  let current = field.default;
  const clamp = (value) => Math.min(field.max, Math.max(field.min, value));
  const box = typed(field, commit, (value, direction) => clamp(value + direction));
  const less = element("button", { class: "small-button", type: "button", "data-label": "number.less", onclick: () => commit(String(clamp(current - 1))) }, "−");
  const more = element("button", { class: "small-button", type: "button", "data-label": "number.more", onclick: () => commit(String(clamp(current + 1))) }, "+");
  return {
    node: element("div", { class: "stepper" }, less, box.input, more),
    input: box.input,
    show(value) {
      current = value;
      less.disabled = value <= field.min;
      more.disabled = value >= field.max;
      box.show(value);
    },
  };
}

/** A seed: any whole number, and a button for another one. */
export function seedControl(field, commit) {
  const input = element("input", { type: "text", inputmode: "numeric", autocomplete: "off" });
  input.addEventListener("change", () => commit(plainNumber(input.value)));
  const another = () => commit(String(crypto.getRandomValues(new Uint16Array(1))[0]));
  const button = element("button", { class: "small-button", type: "button", "data-label": "number.random", "data-tip": "number.random", onclick: another }, "⚂");
  return {
    node: element("div", { class: "seed" }, input, button),
    input,
    show(value) { input.value = String(value); },
  };
}
