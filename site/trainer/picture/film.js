// A run as a film: gone through by its timeline, so that each picture is of exactly the step that it says, and put together here.

import { element } from "../../common/element.js";
import { drawn } from "./save.js";

/** A film is no longer than this: a GIF is held in memory as a whole. */
export const mostFrames = 600;

/** The steps from one to another, so many apart, with the last. */
export function stepsOf(from, to, every) {
  const steps = Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, i) => from + i * every);
  return steps.at(-1) === to ? steps : [...steps, to];
}

/** What writes a GIF. */
async function gifOf({ width, height, context, rate }) {
  const { GIFEncoder, quantize, applyPalette } = await import("../../vendor/gifenc.js");
  const gif = GIFEncoder();
  return {
    kind: "image/gif",
    add() {
      const { data } = context.getImageData(0, 0, width, height);
      const palette = quantize(data, 256);
      gif.writeFrame(applyPalette(data, palette), width, height, { palette, delay: 1000 / rate });
    },
    end() {
      gif.finish();
      return gif.bytes();
    },
  };
}

/** Whether this browser can write WebM. */
export const canWebM = () => "VideoEncoder" in globalThis;

/** What writes WebM, or null where the browser can none of its codecs. */
async function webmOf({ canvas, width, height, rate }) {
  const { Output, WebMOutputFormat, BufferTarget, CanvasSource, getFirstEncodableVideoCodec, QUALITY_HIGH } = await import("../../vendor/mediabunny.js");
  const codec = await getFirstEncodableVideoCodec(["vp9", "vp8", "av1"], { width, height });
  if (!codec) return null;
  const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() });
  const source = new CanvasSource(canvas, { codec, bitrate: QUALITY_HIGH });
  output.addVideoTrack(source, { frameRate: rate });
  await output.start();
  return {
    kind: "video/webm",
    add: (i) => source.add(i / rate, 1 / rate),
    async end() {
      await output.finalize();
      return output.target.buffer;
    },
  };
}

/**
 * Make a film. The run is afterwards where it was.
 * @param {{steps: number[], rate: number, width: number, name: string, kind: "gif"|"webm",
 *   frame: (step: number) => Promise<{source: string, size: {width: number, height: number}}>,
 *   told: (done: number) => void, cancelled: () => boolean}} what `frame` draws the run as it is then
 * @returns {Promise<?File>} null where it was cancelled, or where the browser writes no WebM
 */
export async function filmOf({ steps, rate, width, name, kind, frame, told, cancelled }) {
  const { saddle } = window;
  const before = saddle.timeline().step;
  const canvas = element("canvas");
  let writer = null;
  try {
    for (const [i, step] of steps.entries()) {
      if (cancelled() || (await saddle.seek(step)) !== step) return null;
      const { source, size } = await frame(step);
      const even = (length) => 2 * Math.round(length / 2); // as codecs want it
      const [wide, high] = [even(width), even((width * size.height) / size.width)];
      await drawn(source, { width: wide, height: high }, 1, canvas);
      writer ??= await (kind === "gif" ? gifOf : webmOf)({ canvas, context: canvas.getContext("2d", { willReadFrequently: true }), width: wide, height: high, rate });
      if (!writer) return null;
      await writer.add(i);
      told(i + 1);
    }
    return new File([await writer.end()], `${name}.${kind}`, { type: writer.kind });
  } finally {
    await saddle.seek(before);
  }
}
