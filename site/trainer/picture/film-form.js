// What a film shows, and how: the steps, how many pictures a second, how large. It is made while one waits, or cancels.

import { announce } from "../parts/announce.js";
import { element } from "../../common/element.js";
import { canWebM, filmOf, mostFrames, stepsOf } from "./film.js";
import { download } from "./save.js";
import { formatNumber, text, translate } from "../../common/text.js";

const usual = 60; // pictures
const rates = [5, 10, 20, 25];
const widths = [360, 480, 720];

/**
 * The part of the dialog that makes films.
 * @param {(last: number) => Promise<{source: string, size: {width: number, height: number}}>} draw draws the run as it is then
 * @param {() => string} name of the file, without its end
 * @returns {{node: HTMLElement, stop: () => Promise<void>}}
 */
export function makeFilmForm(draw, name) {
  const { head } = window.saddle.timeline();
  let cancelled = false;
  let making = Promise.resolve();

  const number = (key, value) => element("input", { type: "text", inputmode: "numeric", name: key, value: String(value), autocomplete: "off", oninput: tell });
  const from = number("from", 0);
  const to = number("to", head);
  const every = number("every", Math.max(1, Math.ceil(head / usual)));
  const choice = (key, values, chosen, written) => element("select", { name: key, onchange: tell }, ...values.map((value) => element("option", { value, selected: value === chosen }, written(value))));
  const rate = choice("rate", rates, 10, (value) => text("film.rate.value", { count: value }));
  const width = choice("width", widths, 480, (value) => text("film.width.value", { count: value }));
  const row = (key, control) => element("label", { class: "picture-row" }, element("span", { "data-text": key }), control);
  const said = element("p", { class: "sharing-note", role: "status" });
  const bar = element("progress", { class: "film-progress", hidden: true, max: 1, value: 0, "data-label": "film.title" });
  const button = (key, act) => element("button", { class: "small-button", type: "button", "data-text": key, onclick: act });
  const gif = button("film.gif", () => make("gif"));
  const webm = button("film.webm", () => make("webm"));
  const cancel = button("film.cancel", () => { cancelled = true; });
  cancel.hidden = true;
  const node = element("fieldset", { class: "film-form" }, element("legend", { "data-text": "film.title" }),
    row("film.from", from), row("film.to", to), row("film.every", every), row("film.rate", rate), row("film.width", width), said, bar,
    element("div", { class: "picture-save" }, gif, webm, cancel),
    ...(canWebM() ? [] : [element("p", { class: "sharing-note", "data-text": "film.no-webm" })]));

  /** The steps, or what is wrong. */
  function wanted() {
    const [first, last, apart] = [from, to, every].map(({ value }) => (/^\d{1,9}$/.test(value.trim()) ? Number(value) : NaN));
    if (head === 0) return { wrong: text("film.none") };
    if (!(first < last && last <= head && apart >= 1)) return { wrong: text("film.wrong", { head: formatNumber(head) }) };
    if ((last - first) / apart > mostFrames) return { wrong: text("film.long", { most: formatNumber(mostFrames) }) };
    return { steps: stepsOf(first, last, apart) };
  }

  function tell() {
    const { steps, wrong } = wanted();
    said.textContent = wrong ?? text("film.count", { count: formatNumber(steps.length), seconds: formatNumber(steps.length / Number(rate.value)) });
    gif.disabled = Boolean(wrong);
    webm.disabled = Boolean(wrong) || !canWebM();
  }

  function busy(on) {
    for (const control of [from, to, every, rate, width, gif, webm]) control.disabled = on;
    cancel.hidden = !on;
    bar.hidden = !on;
    if (!on) tell();
  }

  function make(kind) {
    making = film(kind);
  }

  async function film(kind) {
    const { steps } = wanted();
    cancelled = false;
    busy(true);
    cancel.focus();
    let end;
    try {
      const file = await filmOf({
        steps, kind, rate: Number(rate.value), width: Number(width.value), name: name(), frame: () => draw(steps.at(-1)), cancelled: () => cancelled,
        told(done) {
          bar.value = done / steps.length;
          said.textContent = text("film.making", { done: formatNumber(done), count: formatNumber(steps.length) });
        },
      });
      if (file) download(file);
      end = file ? text("film.done", { size: formatNumber(file.size / 1e6, 2) }) : text(cancelled ? "film.cancelled" : "film.no-webm");
    } catch (error) {
      end = text("film.failed", { reason: error.message });
    }
    busy(false);
    said.textContent = end;
    announce(end);
  }

  translate(node);
  tell();
  return { node, async stop() { cancelled = true; await making; } };
}
