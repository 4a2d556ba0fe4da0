// An image as a density: points are drawn from it, and the darker a place, the likelier. It is read in the page and goes nowhere.

import { randomFrom } from "./tools.js";

/** What an image may have at most, since a small file can hold a very large one. */
export const limits = { megabytes: 32, pixels: 50 }; // millions of these
const side = 400; // pixels of the longer side that are looked at
const long = 4;   // how long that side is in the plane
const faint = 0.04; // what is hardly darker than the lightest place is ground, with the noise of JPEG

/** The size that a PNG, a JPEG or a WebP says it has, in pixels; null for what is none of them. */
export function sizeOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const says = (at, word) => [...word].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
  try {
    if (says(0, "\x89PNG\r\n\x1a\n") && says(12, "IHDR")) return { width: view.getUint32(16), height: view.getUint32(20) };
    if (says(0, "RIFF") && says(8, "WEBP")) {
      if (says(12, "VP8X")) return { width: 1 + (view.getUint32(24, true) & 0xffffff), height: 1 + (view.getUint32(26, true) >>> 8) };
      if (says(12, "VP8L")) return { width: 1 + (view.getUint32(21, true) & 0x3fff), height: 1 + (view.getUint32(21, true) >>> 14 & 0x3fff) };
      if (says(12, "VP8 ")) return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    }
    if (says(0, "\xff\xd8")) return sizeOfJPEG(view);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // it ends too soon
  }
  return null;
}

/** A JPEG is a row of segments with their lengths, of which one says how large it is. */
function sizeOfJPEG(view) {
  for (let at = 2; view.getUint8(at) === 0xff;) {
    const kind = view.getUint8(at + 1);
    if (kind === 0xff) {
      at++;
    } else if (kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    } else {
      at += 2 + view.getUint16(at + 2);
    }
  }
  return null;
}

/**
 * Draw points from pixels: the lightest place has none, the darkest most of them. What is transparent is white.
 * @param {{data: Uint8ClampedArray, width: number, height: number}} pixels as a canvas has them
 * @returns {?{x: number, y: number}[]} null where all is of one shade
 */
export function pointsFrom({ data, width, height }, count, random) {
  const shades = Float64Array.from({ length: width * height }, (_, i) => {
    const [red, green, blue, cover] = data.subarray(4 * i, 4 * i + 4);
    return 255 - cover / 255 * (255 - (0.2126 * red + 0.7152 * green + 0.0722 * blue));
  });
  let lightest = 0;
  let darkest = 255;
  for (const shade of shades) {
    lightest = Math.max(lightest, shade);
    darkest = Math.min(darkest, shade);
  }
  if (lightest - darkest < 4) return null;
  let sum = 0;
  const sums = shades.map((shade) => {
    const dark = (lightest - shade) / (lightest - darkest);
    sum += dark > faint ? dark : 0;
    return sum;
  });
  const unit = long / Math.max(width, height);
  return Array.from({ length: count }, () => {
    const wanted = sum * random();
    let low = 0;
    for (let high = sums.length - 1; low < high;) {
      const middle = (low + high) >> 1;
      if (sums[middle] > wanted) high = middle;
      else low = middle + 1;
    }
    return { x: (low % width + random() - width / 2) * unit, y: (height / 2 - Math.floor(low / width) - random()) * unit };
  });
}

/** The pixels of an image, made as small as they are looked at. */
async function pixelsOf(file) {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, side / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, width, height);
  image.close();
  return context.getImageData(0, 0, width, height);
}

/**
 * Read an image and draw points from it, the same ones each time.
 * @param {File} file
 * @returns {Promise<{points?: {x: number, y: number}[], wrong?: "kind"|"large"|"broken"|"shade"}>}
 */
export async function readImage(file, count) {
  if (file.size > limits.megabytes * 1e6) return { wrong: "large" };
  let pixels;
  try {
    const size = sizeOf(new Uint8Array(await file.arrayBuffer()));
    if (!size) return { wrong: "kind" };
    if (size.width * size.height > limits.pixels * 1e6) return { wrong: "large" };
    pixels = await pixelsOf(file);
  } catch {
    return { wrong: "broken" };
  }
  const points = pointsFrom(pixels, count, randomFrom(0));
  return points ? { points } : { wrong: "shade" };
}
