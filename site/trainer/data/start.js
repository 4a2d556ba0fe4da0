// The ways in for a person's own data: a button, rows that are pasted anywhere on the page, and files that are opened or dropped
// (share/files.js). The panel is loaded with the first.

import { notify } from "../parts/announce.js";
import { element, icon } from "../../common/element.js";
import { text } from "../../common/text.js";

/** Open the panel, with a file if there is one already. */
export async function openData(file = null) {
  let panel;
  try {
    panel = await import("./panel.js");
  } catch {
    notify(text("data.missing"), { bad: true });
    return;
  }
  panel.showData(file);
}

/** Pasted rows as a file. */
export const pasted = (rows) => new File([rows], text("data.pasted"));

/** The button, for the place where data is chosen. */
export const dataButton = () => element("button", { class: "text-button wide", type: "button", "aria-haspopup": "dialog", onclick: () => openData() },
  icon("table"), element("span", { "data-text": "data.open" }));

/**
 * Take what is pasted, unless it is meant for a field.
 * @param {(file: File) => void} openFile
 */
export function startData(openFile) {
  document.addEventListener("paste", (event) => {
    if (event.target.closest?.("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
    const { files } = event.clipboardData;
    const rows = event.clipboardData.getData("text/plain");
    if (rows.trim()) openData(pasted(rows));
    else if (files.length === 1) openFile(files[0]);
    else return;
    event.preventDefault();
  });
}
