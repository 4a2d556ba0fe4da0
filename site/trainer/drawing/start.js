// The ways to drawing one's own cloud: a button, a key, and an image that is opened, dropped or pasted. What draws is loaded with the first.

import { notify } from "../parts/announce.js";
import { element, icon } from "../../common/element.js";
import { closeRace } from "../race/start.js";
import { shortcut } from "../parts/shortcuts.js";
import { text } from "../../common/text.js";

let coming = null; // a promise of what drawing.js makes

async function load() {
  coming ??= import("./drawing.js").then(({ makeSheet }) => makeSheet());
  try {
    return await coming;
  } catch {
    coming = null;
    notify(text("drawing.missing"), { bad: true });
  }
}

/** Let a person draw on the plane. */
export const openDrawing = async () => (await load())?.open();

/** The control of the field of points: the way to the plane. */
export function pointsControl() {
  const button = element("button", { class: "text-button wide", type: "button", onclick: openDrawing }, icon("pen"), element("span", { "data-text": "drawing.open" }));
  return { node: button, input: button, show() {} };
}

// What PNG, JPEG and WebP begin with.
const beginnings = [/^\x89PNG/, /^\xff\xd8\xff/, /^RIFF.{4}WEBP/s];

/** Whether a file says that it is an image, by its name or by its first bytes. */
export async function isImage(file) {
  if (file.type.startsWith("image/")) return true;
  const first = String.fromCharCode(...new Uint8Array(await file.slice(0, 12).arrayBuffer()));
  return beginnings.some((one) => one.test(first));
}

/** Draw points from an image. */
export async function drawImage(file) {
  closeRace();
  (await load())?.image(file);
}

/** Make the key work. */
export function startDrawing() {
  shortcut("d", "drawing.open", async () => (await load())?.toggle());
}
