// A choice among many that each need a sentence: a button with the present one, and a list in which every choice explains
// itself before it is taken.

import { element, icon } from "../../common/element.js";
import { popoverOf } from "../parts/popover.js";
import { hasText, text } from "../../common/text.js";

/**
 * A control for a choice whose values have explanations.
 * @param {Saddle.Field} field of the schema
 * @param {(value: string) => void} commit
 */
export function choiceList(field, commit) {
  const id = "field-" + field.name;
  const key = (value) => `choice.${field.name}.${value}`;
  const present = element("span", { class: "choice-present", id: id + "-value" });
  const button = element("button", { class: "choice-button", type: "button", "aria-haspopup": "listbox", "aria-labelledby": `${id}-name ${id}-value` },
    present, icon("down"));
  const options = field.choices.map((value, i) => element("div", { class: "choice", role: "option", id: `${id}-option-${i}`, "data-value": value },
    element("b", { "data-text": key(value) + ".label" }), ...(hasText(key(value) + ".help") ? [element("p", { "data-text": key(value) + ".help" })] : [])));
  const list = element("div", { class: "choices", popover: "auto", role: "listbox", tabindex: "0", "aria-labelledby": id + "-name", "data-own-keys": true }, ...options);
  let active = 0;
  let typed = "";
  let typedAt = 0;

  function activate(index) {
    active = Math.max(0, Math.min(options.length - 1, index));
    options.forEach((option, i) => option.classList.toggle("active", i === active));
    list.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  }

  function choose(index) {
    list.hidePopover();
    button.focus();
    if (options[index].dataset.value !== present.dataset.value) commit(options[index].dataset.value);
  }

  const toggle = popoverOf(list, [button], () => {
    list.focus({ preventScroll: true });
    typed = "";
    activate(options.findIndex((option) => option.dataset.value === present.dataset.value));
  });
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    toggle(button);
  });
  list.addEventListener("keydown", (event) => {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 4, PageUp: active - 4, Home: 0, End: options.length }[event.key];
    if (to !== undefined) activate(to);
    else if (event.key === "Enter" || event.key === " ") choose(active);
    else if (event.key === "Tab") { list.hidePopover(); button.focus(); return; }
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) seek(event.key);
    else return;
    event.preventDefault();
  });
  options.forEach((option, i) => {
    option.addEventListener("click", () => choose(i));
    option.addEventListener("pointermove", () => { if (active !== i) activate(i); });
  });

  /** The next choice whose name begins with what is typed. */
  function seek(letter) {
    const now = performance.now();
    typed = (now - typedAt > 700 ? "" : typed) + letter.toLowerCase();
    typedAt = now;
    const from = typed.length === 1 ? active + 1 : active;
    const order = options.map((_, i) => (from + i) % options.length);
    const found = order.find((i) => options[i].firstChild.textContent.toLowerCase().startsWith(typed));
    if (found !== undefined) activate(found);
  }

  return {
    node: element("div", {}, button, list),
    input: button,
    show(value) {
      present.dataset.value = value;
      present.dataset.text = key(value) + ".label";
      present.textContent = text(present.dataset.text);
      for (const option of options) option.setAttribute("aria-selected", String(option.dataset.value === value));
    },
  };
}
