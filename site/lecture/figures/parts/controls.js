// The few controls that figures have: a button, a choice among a few, a slider. Native inputs, so that keys work as everywhere.

import { element } from "../../../common/element.js";

const pictures = {
  play: `<path d="M8 5.2v13.6a.8.8 0 0 0 1.2.7l10.6-6.8a.8.8 0 0 0 0-1.4L9.2 4.5a.8.8 0 0 0-1.2.7z" fill="currentColor" stroke="none"/>`,
  pause: `<path d="M7 4.5h3.4v15H7zM13.6 4.5H17v15h-3.4z" fill="currentColor" stroke="none"/>`,
  reset: `<path d="M5 12a7 7 0 1 0 2.3-5.2M5 3.8v4.4h4.4"/>`,
  next: `<path d="M5 12h13M13 6.5l5.5 5.5-5.5 5.5"/>`,
};

/** An icon, drawn in the text's colour. */
export function picture(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.innerHTML = pictures[name];
  return svg;
}

/**
 * A button with words, and an icon before them if there is one.
 * @param {string} label
 * @param {(event: Event) => void} onclick
 * @param {{icon?: string, strong?: boolean}} [how]
 */
export function button(label, onclick, { icon, strong = false } = {}) {
  const made = element("button", { type: "button", class: strong ? "figure-button strong" : "figure-button", onclick });
  made.append(...(icon ? [picture(icon)] : []), element("span", {}, label));
  return made;
}

/** A button that is only an icon. */
export const iconButton = (label, icon, onclick) =>
  element("button", { type: "button", class: "figure-button icon", "aria-label": label, title: label, onclick }, picture(icon));

let groups = 0;

/**
 * A choice among a few, all in sight.
 * @param {string} label
 * @param {{value: string, label: string}[]} options
 * @param {string} value chosen at first
 * @param {(value: string) => void} onchange
 */
export function choice(label, options, value, onchange) {
  const name = `figure-choice-${groups++}`;
  const inputs = options.map((option) =>
    element("input", { type: "radio", name, value: option.value, checked: option.value === value, onchange: () => onchange(option.value) }));
  const node = element("fieldset", { class: "figure-choice" }, element("legend", { class: "unseen" }, label),
    ...options.map((option, i) => element("label", {}, inputs[i], element("span", {}, option.label))));
  return { node, set(chosen) { for (const input of inputs) input.checked = input.value === chosen; } };
}

/** A choice among many, in a list that unfolds. */
export function list(label, options, value, onchange) {
  const select = element("select", { onchange: () => onchange(select.value) },
    ...options.map((option) => element("option", { value: option.value, selected: option.value === value }, option.label)));
  return { node: element("label", { class: "figure-list" }, element("span", {}, label), select), select };
}

/** A slider with its name and its value. `write` says what a position means. */
export function slider(label, { min, max, step, value }, write, oninput) {
  const output = element("output");
  const input = element("input", { type: "range", min, max, step, value });
  const show = () => {
    output.textContent = write(Number(input.value));
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", () => { show(); oninput(Number(input.value)); });
  show();
  return { node: element("label", { class: "figure-slider" }, element("span", {}, label), input, output), input, set(to) { input.value = to; show(); } };
}

/** A row of controls. */
export const controls = (...nodes) => element("div", { class: "figure-controls" }, ...nodes);
