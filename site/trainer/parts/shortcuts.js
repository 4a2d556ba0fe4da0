// Keys. Each module registers its own; the overlay lists them all with what they do.

import { byId, element, icon } from "../../common/element.js";
import { memory } from "../../common/permitted.js";
import { onLanguage, translate } from "../../common/text.js";

/** @type {{keys: string[], shown: string, name: string, action: () => void, repeats: boolean}[]} */
const shortcuts = [];
const dialog = byId("shortcuts-dialog");
let enabled = memory.get("shortcuts") !== "off";

/**
 * Register a key, or several that do the same.
 * @param {string|string[]} key as in KeyboardEvent.key, lower case
 * @param {string} name key of the text that says what it does
 * @param {() => void} action
 * @param {string} [shown] how the key is written, if not in upper case
 * @param {boolean} [repeats] whether it does so again and again while it is held
 */
export function shortcut(key, name, action, shown = String(key).toUpperCase(), repeats = false) {
  shortcuts.push({ keys: [key].flat(), name, action, shown, repeats });
}

const pressable = "button, a, summary, input[type=checkbox], input[type=radio]";
let pointed = false; // whether a pointer was used last, and not Tab, to come to what has the focus

/** Whether a key typed at a node means something there already. */
function taken(event) {
  const node = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return true;
  if (node.closest?.("[popover]:not(:popover-open)")) return false; // it has just been closed, and the browser is about to move the focus
  // Who has clicked something wants Space to pause, not to press it again; who has come to it by Tab wants to press it.
  if (event.key === " " && node.closest?.(pressable)) return !pointed;
  if (node.closest?.("input[type=text], select, textarea, [data-own-keys]")) return true;
  return false;
}

/**
 * Close what lies over the page at Escape, now: the browser does so a moment later, and a key that is pressed meanwhile would be lost in it.
 * What asks before it closes is left to the browser.
 */
function closeAt(event) {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const open = event.target.closest?.("[popover=auto]:popover-open, #shortcuts-dialog[open]");
  if (!open) return;
  event.preventDefault();
  if (open === dialog) dialog.close();
  else open.hidePopover();
}

function render() {
  const list = element("dl", { class: "keys" });
  for (const { shown, name } of shortcuts) {
    const keys = shown.split(" ").flatMap((key) => [" ", element("kbd", {}, key)]);
    list.append(element("div", {}, element("dt", { "data-text": name }), element("dd", {}, ...keys)));
  }
  const off = element("input", { type: "checkbox", class: "switch", id: "shortcuts-on", checked: enabled, onchange: () => {
    enabled = off.checked;
    memory.set("shortcuts", enabled ? "on" : "off");
  } });
  dialog.replaceChildren(
    element("header", {},
      element("h2", { id: "shortcuts-title", "data-text": "shortcuts.title" }),
      element("button", { class: "icon-button", type: "button", "data-label": "page.close", onclick: () => dialog.close() }, icon("close"))),
    element("div", { class: "dialog-body" }, list,
      // Single keys disturb people who speak to their machine; they can be switched off.
      element("div", { class: "row" }, element("label", { for: "shortcuts-on", "data-text": "shortcuts.enable" }), off)));
  translate(dialog);
}

/** Listen, and make the overlay. */
export function startShortcuts() {
  const open = () => { render(); dialog.showModal(); };
  shortcut("?", "shortcuts.open", open, "?");
  byId("shortcuts").addEventListener("click", open);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  onLanguage(() => { if (dialog.open) render(); });
  document.addEventListener("pointerdown", () => { pointed = true; }, { capture: true });
  document.addEventListener("keydown", (event) => {
    closeAt(event);
    if (event.key === "Tab") pointed = false;
    if (taken(event) || event.defaultPrevented || (!enabled && event.key !== "?")) return;
    const found = shortcuts.find(({ keys }) => keys.includes(event.key.toLowerCase()));
    if (!found) return;
    event.preventDefault();
    if (event.key === " ") document.addEventListener("keyup", (up) => up.preventDefault(), { once: true }); // Firefox presses a button then
    if (!event.repeat || found.repeats) found.action();
  });
}
