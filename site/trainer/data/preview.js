// What is kept of a file's points, as they will lie in the plane, with the data's own units along its edges.

import { colour } from "../../common/theme.js";
import { formatNumber } from "../../common/text.js";

const edge = { left: 44, right: 8, top: 8, bottom: 22 }; // CSS pixels, for the numbers

/** Round numbers between two bounds, some three to seven of them. */
function ticks(low, high) {
  const rough = (high - low) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((wide) => wide >= rough);
  const list = [];
  // Numbers so near to each other that they cannot be told apart end it.
  for (let i = Math.ceil(low / step), at = i * step; at <= high && list.at(-1) !== at; at = ++i * step) list.push(at);
  return list;
}

/**
 * Draw points.
 * @param {HTMLCanvasElement} canvas
 * @param {?{places: Float32Array, units: Record<string, any>, classes?: Uint8Array}} data null for none
 */
export function drawPreview(canvas, data) {
  const ratio = devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const side = { x: width - edge.left - edge.right, y: height - edge.top - edge.bottom };
  context.strokeStyle = colour("line-strong");
  context.strokeRect(edge.left + 0.5, edge.top + 0.5, side.x, side.y);
  if (!data || data.places.length === 0) return;
  const { places, units, classes } = data;

  const half = 1.08 * Math.max(0.5, places.reduce((far, place) => Math.max(far, Math.abs(place)), 0));
  const scale = Math.min(side.x, side.y) / (2 * half);
  const centre = { x: edge.left + side.x / 2, y: edge.top + side.y / 2 };
  context.fillStyle = colour("ink-soft");
  context.strokeStyle = colour("line");
  context.font = `11px ${getComputedStyle(canvas).fontFamily}`;
  const along = (axis) => {
    const reach = side[axis] / 2 / scale;
    const { offset, scale: unit } = units[axis];
    return ticks(offset - unit * reach, offset + unit * reach).map((value) => ({ at: (value - offset) / unit * scale, number: formatNumber(value, 4) }));
  };
  context.beginPath();
  context.textAlign = "center";
  context.textBaseline = "top";
  let free = -Infinity; // where the last number ends
  for (const { at, number } of along("x")) {
    const x = centre.x + at;
    context.moveTo(x, edge.top);
    context.lineTo(x, edge.top + side.y);
    const wide = context.measureText(number).width / 2;
    if (x - wide < free || x + wide > width) continue;
    context.fillText(number, x, edge.top + side.y + 6);
    free = x + wide + 6;
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const { at, number } of along("y")) {
    context.moveTo(edge.left, centre.y - at);
    context.lineTo(edge.left + side.x, centre.y - at);
    context.fillText(number, edge.left - 5, centre.y - at, edge.left - 6);
  }
  context.stroke();

  const labelled = classes?.length > 0;
  const colours = labelled ? window.saddle.classColours() : [colour("real")];
  context.globalAlpha = 0.7;
  const dot = Math.max(2, Math.min(6, 100 / Math.sqrt(places.length))); // few are seen as well as many
  for (let i = 0; i < places.length; i += 2) {
    context.fillStyle = colours[labelled ? classes[i / 2] : 0];
    context.fillRect(centre.x + places[i] * scale - dot / 2, centre.y - places[i + 1] * scale - dot / 2, dot, dot);
  }
  context.globalAlpha = 1;
}
