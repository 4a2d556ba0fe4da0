// The experiment as a file, NAME.saddle: saved, opened by a button, or dropped anywhere on the page. A file that is none is data, or an image.

import { clearErrors, notify } from "../parts/announce.js";
import { openData } from "../data/start.js";
import { drawImage, isImage } from "../drawing/start.js";
import { element } from "../../common/element.js";
import { closeRace } from "../race/start.js";
import { openDefault } from "../run/ended.js";
import { closeSplit } from "../split/start.js";
import { sayIfSlow } from "../settings/slow.js";
import { download } from "../picture/save.js";
import { formatNumber, text, translate } from "../../common/text.js";

/** Not application/zip, which some browsers unpack as soon as they have it. */
export const kind = "application/octet-stream";

/** The experiment as it is now, in a file that is named for its data and its step. */
export async function experimentFile() {
  const { saddle } = window;
  const name = `${saddle.config().cloud}-${saddle.moment().step}.saddle`;
  return new File([await saddle.save()], name, { type: kind });
}

/** Save the experiment as a download. */
export async function saveFile() {
  download(await experimentFile());
}

/**
 * Save what another program reads; of points so many samples, drawn by a seed.
 * @param {any} what a kind of file, one of Saddle.Written
 * @param {{samples?: number, seed?: number}} drawn
 */
export async function exportFile(what, { samples, seed }) {
  const experiment = await experimentFile();
  const made = window.saddle.written(what, new Uint8Array(await experiment.arrayBuffer()), samples, seed);
  if (made.error) notify(text("export.failed", { reason: made.error }), { bad: true });
  else download(new File([made], experiment.name.replace(/saddle$/, what), { type: kind }));
}

/** Whether a file says that it is an experiment: by its name, or as a ZIP. */
const isExperiment = (name, bytes) => name.endsWith(".saddle") || bytes[0] === 0x50 && bytes[1] === 0x4b;

/**
 * Open a file: an experiment in place of the one there is, data, which a person is asked about, or an image to draw from. Where it is none of these, the page says
 * why, and the run stays as it is.
 */
export async function openFile(file) {
  const { saddle } = window;
  const part = async (length) => new Uint8Array(await file.slice(0, length).arrayBuffer());
  clearErrors();
  let bytes;
  try {
    if (await isImage(file)) return void drawImage(file);
    if (!isExperiment(file.name, await part(2))) return void openData(file);
    bytes = await part(saddle.largestFile + 1); // enough for the program to see that it is too large
  } catch {
    // A folder, or a file that has gone.
    notify(text("file.unread", { name: file.name }), { bad: true });
    return;
  }
  closeSplit();
  closeRace();
  const { error } = await saddle.open(bytes);
  if (error) {
    notify(text(`error.file.${error.code}`, error.args), { bad: true });
    return;
  }
  notify(text("file.opened", { name: file.name, step: formatNumber(saddle.moment().step) }), { passing: true });
  sayIfSlow(["ended.default", openDefault]);
}

/** Take what is dropped on the page, and say so while it is held over it. */
export function startFiles() {
  // Over all of the page, so that what is held leaves it only when it leaves the window.
  const hint = element("div", { class: "drop-hint", popover: "manual" }, element("p", { "data-text": "file.drop" }));
  document.body.append(hint);
  translate(hint);
  const carries = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
  document.addEventListener("dragenter", (event) => {
    if (carries(event) && !document.querySelector("dialog[open]")) hint.showPopover();
  });
  hint.addEventListener("dragleave", () => hint.hidePopover());
  document.addEventListener("dragover", (event) => {
    if (carries(event)) event.preventDefault(); // else a browser would leave the page for the file
  });
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    hint.hidePopover();
    const { files } = event.dataTransfer;
    if (files.length === 1) openFile(files[0]);
    else notify(text("file.one"), { bad: true });
  });
}
