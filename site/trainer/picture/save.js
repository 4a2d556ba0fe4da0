// A picture as a file: SVG as it is, or drawn as PNG.

import { element } from "../../common/element.js";

/**
 * The text of an SVG.
 * @param {SVGElement} svg
 * @param {string} [sheet] its styles: the page's policy lets no element of the page have them, so they come in here
 */
export const sourceOf = (svg, sheet) => new XMLSerializer().serializeToString(svg).replace("</desc>", () => (sheet ? `</desc><style>${sheet}</style>` : "</desc>"));

/** An SVG as an address, for an image. */
export const addressOfPicture = (source) => "data:image/svg+xml;charset=utf-8," + encodeURIComponent(source);

/** A canvas with an SVG drawn on it, so many times as large. */
export async function drawn(source, { width, height }, scale, canvas = element("canvas")) {
  const image = new Image();
  image.src = addressOfPicture(source);
  await image.decode();
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/**
 * The file of a picture.
 * @param {string} source of an SVG
 * @param {{width: number, height: number}} size of it
 * @param {string} name without its end
 * @param {"svg"|"png"} kind
 * @param {number} scale how many times as large as the SVG says, for a PNG
 */
export async function fileOf(source, size, name, kind, scale) {
  if (kind === "svg") return new File([source], `${name}.svg`, { type: "image/svg+xml" });
  const canvas = await drawn(source, size, scale);
  const blob = await new Promise((resolve, reject) => canvas.toBlob((made) => (made ? resolve(made) : reject(new Error("toBlob"))), "image/png"));
  return new File([blob], `${name}.png`, { type: "image/png" });
}

/** Save a file as a download. */
export function download(file) {
  const address = URL.createObjectURL(file);
  element("a", { href: address, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // long after any browser has begun to read it
}
