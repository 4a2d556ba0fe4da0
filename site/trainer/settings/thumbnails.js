// The clouds to choose from, each drawn as it looks.

import { openDrawing } from "../drawing/start.js";
import { dataButton } from "../data/start.js";
import { element, icon } from "../../common/element.js";
import { colour, onTheme } from "../../common/theme.js";
import { onLanguage, text } from "../../common/text.js";

const size = 44; // CSS pixels

function draw(canvas, kind) {
  const scale = Math.min(devicePixelRatio || 1, 3);
  canvas.width = canvas.height = size * scale;
  const context = canvas.getContext("2d");
  const { width, points } = window.saddle.thumbnail(kind, canvas.width);
  const unit = canvas.width / width;
  const side = Math.max(1, scale * 1.1);
  context.fillStyle = colour("real");
  context.globalAlpha = 0.75;
  for (let i = 0; i < points.length; i += 2) {
    context.fillRect(points[i] * unit - side / 2, points[i + 1] * unit - side / 2, side, side);
  }
}

/**
 * A group of radio buttons, one a cloud.
 * @param {Saddle.Field} field of the schema: the kinds are its choices
 * @param {(value: string) => void} commit
 */
export function thumbnailControl(field, commit) {
  const name = "choice-" + field.name;
  const cells = field.choices.map((kind) => {
    // A person's own points are a pen until there are some.
    const picture = kind === "points" ? icon("pen") : element("canvas", { "aria-hidden": "true" });
    const input = element("input", { type: "radio", name, value: kind, onchange: () => commit(kind) });
    // A press on the pen means drawing; the arrow keys, which pass over it on their way, do not.
    if (kind === "points") input.addEventListener("click", (event) => { if (event.detail > 0) openDrawing(); });
    return { kind, picture, input, node: element("label", { class: "thumbnail" }, picture, input) };
  });
  const drawAll = () => cells.forEach(({ kind, picture }) => { if (picture.getContext) draw(picture, kind); });
  const nameAll = () => cells.forEach(({ kind, input, node }) => {
    const label = text(`choice.${field.name}.${kind}.label`);
    input.setAttribute("aria-label", label);
    node.title = label;
  });
  // The name of the chosen one, since pictures alone are not names.
  const caption = element("span", { class: "name-text" });
  drawAll();
  nameAll();
  onTheme(drawAll);
  onLanguage(nameAll);
  return {
    caption,
    more: dataButton(),
    node: element("div", { class: "thumbnails", role: "radiogroup" }, ...cells.map((cell) => cell.node)),
    show(value) {
      for (const { kind, input } of cells) input.checked = kind === value;
      caption.dataset.text = `choice.${field.name}.${value}.label`;
      caption.textContent = text(caption.dataset.text);
    },
  };
}
