// A text as a QR code, which a phone reads from a page or from the wall.

import { shape } from "../../common/element.js";

const rim = 4; // modules that have to stay light around it
const tooLong = 4; // what the library calls a text that no code has room for

/**
 * The code of a text as a picture; null for one that is too long. It is as coarse as the text allows, to be read from far.
 * @param {string} text
 * @returns {Promise<?SVGElement>}
 */
export async function codeOf(text) {
  const [{ generate }, { toSvgPath }] = await Promise.all([import("../../vendor/lean-qr.mjs"), import("../../vendor/lean-qr-svg.mjs")]);
  try {
    const code = generate(text);
    const side = code.size + 2 * rim;
    return shape("svg", { class: "qr", viewBox: `${-rim} ${-rim} ${side} ${side}`, "shape-rendering": "crispEdges", "aria-hidden": "true" },
      shape("path", { d: toSvgPath(code) }));
  } catch (error) {
    if (error.code === tooLong) return null;
    throw error;
  }
}
