// The experiment for others: a link, to this moment or to the beginning; the link as a code for the hall and in a frame for a page; and
// the file. A panel has all of it, and a key copies the link at once.

import { announce, notify } from "../parts/announce.js";
import { byId, element, icon } from "../../common/element.js";
import { experimentFile, exportFile, kind, openFile, saveFile } from "./files.js";
import { mostSamples, written } from "../embed/protocol.js";
import { addressOf, longestShared } from "../run/link.js";
import { copy } from "../../common/permitted.js";
import { popoverOf } from "../parts/popover.js";
import { codeOf } from "./qr.js";
import { shortcut } from "../parts/shortcuts.js";
import { formatNumber, text, translate } from "../../common/text.js";

const copiedFor = 2000; // ms that a button says so

/** A file's page has an address on this machine alone. */
const isLocal = location.protocol === "file:";

let several = null; // what the link of several runs that are seen together is made by

/**
 * Share several runs from now on, told what their moment is and their beginning, with the text that goes with it; null for the
 * trainer's own run, which is shared also where there is no moment.
 */
export const shareSeveral = (moment) => { several = moment; };

const present = () => several?.() ?? { ...window.saddle.moment(), beginning: window.saddle.link() };

const isLong = (link) => link.length > longestShared;

/** Copy the link to this moment, and say so; where that is not allowed, show it. */
async function copyLink() {
  const { step, link, fresh } = present();
  if (isLong(link)) return void notify(text("share.long"), { bad: true });
  const address = addressOf(link);
  if (!(await copy(address))) notify(text("share.by-hand", { link: address }));
  else if (fresh) notify(text("share.copied"), { passing: true });
  else notify(text("share.copied.moment", { step: formatNumber(step) }), { passing: true });
}

/** HTML that shows an experiment in another page. A file is found beside the page that embeds it. */
function frameOf(link) {
  const place = isLocal ? location.pathname.split("/").at(-1) : location.origin + location.pathname;
  const address = `${place}?embed=plane,transport,numbers${link}`;
  return `<iframe src="${address.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}" title="Saddle" width="640" height="480"></iframe>`;
}

/**
 * A text to be taken along: read as a whole, selected when it is focused, and copied by a button.
 * @param {string} name of its label's text
 * @param {number} rows that it takes as a rule
 * @param {() => void} refused what to say where the browser copies nothing
 */
function takeaway(name, rows, refused) {
  const field = element("textarea", { id: name.replace(".", "-"), rows, readonly: true, spellcheck: "false", onfocus: () => field.select() });
  const button = element("button", { class: "small-button", type: "button", "data-text": "copy.button", onclick: () => take() });
  let timer = 0;
  function say(key) {
    button.dataset.text = key;
    translate(button.parentElement);
  }
  async function take() {
    if (await copy(field.value)) {
      say("copy.done");
      announce(text("copy.done"));
      clearTimeout(timer);
      timer = setTimeout(say, copiedFor, "copy.button");
    } else {
      field.focus();
      refused();
    }
  }
  return { field, take, node: element("div", { class: "takeaway" }, element("label", { for: field.id, "data-text": name }), field, button) };
}

/** The code of a link, which a click shows as large as the window is, until the next one. */
function makeCode() {
  const large = element("button", { class: "code-large", type: "button", popover: "auto", "data-label": "share.code.close", onclick: () => large.hidePopover() });
  // A browser gives the focus back only when the last popover closes.
  large.addEventListener("beforetoggle", ({ newState }) => { if (newState === "closed") small.focus(); });
  const small = element("button", { class: "code-small", type: "button", "data-label": "share.code.open", onclick: () => { large.showPopover(); large.focus(); } });
  const sentence = element("p");
  let wanted = "";

  async function draw(address) {
    if (isLocal) return text("share.code.local");
    try {
      const picture = await codeOf(address);
      if (!picture) return text("share.code.long");
      if (address === wanted) {
        small.replaceChildren(picture);
        large.replaceChildren(picture.cloneNode(true));
      }
      return "";
    } catch (error) {
      return text("share.code.missing", { reason: error.message });
    }
  }
  return {
    node: element("div", { class: "code" }, small, sentence, large),
    async show(address) {
      wanted = address;
      const missing = await draw(address);
      if (address !== wanted) return;
      small.hidden = missing !== "";
      sentence.textContent = missing || text("share.code.help");
    },
  };
}

/** What the phone itself can send, and whom to, it knows best. */
function sendButtons(address) {
  if (!navigator.share) return [];
  const send = async (what) => {
    try {
      await navigator.share(await what());
    } catch (error) {
      if (error.name !== "AbortError") notify(text("share.send.failed", { reason: error.message }), { bad: true });
    }
  };
  const button = (key, what) => element("button", { class: "small-button", type: "button", "data-text": key, onclick: () => send(what) });
  const canFile = navigator.canShare?.({ files: [new File([], "experiment.saddle", { type: kind })] });
  return [
    button("share.send.link", () => ({ title: document.title, url: address() })),
    ...(canFile ? [button("share.send.file", async () => ({ files: [await experimentFile()] }))] : []),
  ];
}

/** Make the panel, its button and the key. */
export function startShare() {
  const panel = byId("sharing");
  let moment = present(); // when the panel was opened
  let chosen = "moment";

  const note = element("p", { class: "sharing-note", role: "status" });
  const refused = () => { note.textContent = text("copy.refused"); };
  const link = takeaway("share.link", 2, refused);
  const frame = takeaway("share.frame", 4, refused);
  const code = makeCode();
  const sends = sendButtons(() => link.field.value); // the link first

  const choices = Object.fromEntries(["moment", "beginning"].map((name) => [name, {
    input: element("input", { type: "radio", name: "sharing", value: name, onchange: () => { chosen = name; show(); } }),
    label: element("span"),
  }]));
  const choice = element("div", { class: "segments", role: "radiogroup", "data-label": "share.what" },
    ...Object.values(choices).map(({ input, label }) => element("label", {}, input, label)));

  const picker = element("input", { type: "file", hidden: true, onchange: () => { // of any name: some phones know no files of ours
    panel.hidePopover();
    openFile(picker.files[0]);
    picker.value = "";
  } });

  function show() {
    const step = formatNumber(moment.step);
    const atMoment = chosen === "moment" && !moment.fresh;
    choice.hidden = moment.fresh;
    choices[chosen].input.checked = true;
    choices.moment.label.textContent = text("share.moment", { step });
    choices.beginning.label.textContent = text("share.beginning");
    const wanted = atMoment ? moment.link : moment.beginning;
    for (const node of alone) node.hidden = Boolean(moment.note);
    const long = isLong(wanted);
    for (const node of [link.node, ...sends.slice(0, 1)]) node.hidden = long;
    if (long) frame.node.hidden = true;
    note.classList.toggle("bad", long);
    link.field.value = addressOf(wanted);
    frame.field.value = frameOf(wanted);
    note.textContent = long ? text("share.long") : moment.note ? text(moment.note) : atMoment ? text("share.moment.note", { step }) : text("share.beginning.note");
    code.show(link.field.value);
    tellExport();
  }

  const what = element("select", { id: "export-what", onchange: tellExport }, ...written.map((what) => element("option", { value: what, "data-text": `export.${what}` })));
  const number = (value) => element("input", { type: "text", inputmode: "numeric", autocomplete: "off", value, oninput: tellExport });
  const samples = number("10000");
  const seed = number("1");
  const drawing = element("div", { class: "export-points" },
    element("label", {}, element("span", { "data-text": "export.samples" }), samples), element("label", {}, element("span", { "data-text": "export.seed" }), seed));
  const exported = element("p", { class: "sharing-note", role: "status" });
  const exporting = element("button", { class: "small-button", type: "button", "data-text": "export.button", onclick: () => exportFile(what.value, drawing.hidden ? {} : { samples: Number(samples.value), seed: Number(seed.value) }) });

  /** Points are drawn, any number of them: what is wrong with that number, or what the file is in. */
  function tellExport() {
    drawing.hidden = !what.value.startsWith("points");
    const whole = ({ value }) => (/^\d{1,9}$/.test(value.trim()) ? Number(value) : NaN);
    const wrong = !drawing.hidden && !(whole(samples) >= 1 && whole(samples) <= mostSamples && whole(seed) >= 0);
    exported.textContent = wrong ? text("export.wrong", { most: formatNumber(mostSamples) }) : text("export.note");
    exported.classList.toggle("bad", wrong);
    exporting.disabled = wrong;
  }

  /** Make a picture or a film, by what is loaded for it. */
  async function picture() {
    panel.hidePopover();
    try {
      const { makePicture } = await import("../picture/dialog.js");
      await makePicture();
    } catch (error) {
      notify(text("picture.missing", { reason: error.message }), { bad: true });
    }
  }

  // What there is of a single run only.
  const alone = [frame.node,
    element("div", { class: "takeaway" }, element("span", { "data-text": "share.file" }),
      element("div", { class: "sharing-buttons" },
        element("button", { class: "small-button", type: "button", "data-text": "file.save", onclick: saveFile }),
        element("button", { class: "small-button", type: "button", "data-text": "file.open", onclick: () => picker.click() }), picker)),
    element("p", { class: "sharing-note" }, element("span", { "data-text": "share.file.note" }), " ", element("span", { class: "sharing-drop", "data-text": "share.file.drop" })),
    element("div", { class: "takeaway" }, element("span", { "data-text": "picture.label" }),
      element("div", { class: "sharing-buttons" }, element("button", { class: "small-button", type: "button", "data-text": "picture.open", onclick: picture }))),
    element("div", { class: "takeaway" }, element("label", { for: what.id, "data-text": "export.label" }), what, exporting, drawing),
    exported];

  panel.append(
    element("header", {},
      element("h2", { id: "sharing-title", "data-text": "share.button" }),
      element("button", { class: "icon-button", type: "button", "data-label": "page.close", onclick: () => panel.hidePopover() }, icon("close"))),
    code.node,
    element("div", { class: "sharing-ways" }, choice, link.node, note, ...alone,
      element("div", { class: "sharing-buttons" }, ...sends)));
  translate(panel);

  popoverOf(panel, [byId("share")], () => (link.node.hidden ? panel.querySelector("button") : link.field).focus(), (at, width) => at.right - width);
  panel.addEventListener("beforetoggle", ({ newState }) => {
    if (newState !== "open") return;
    moment = present();
    chosen = "moment";
    show();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "c" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    link.take();
  });
  shortcut("c", "share.copy", copyLink);
}
