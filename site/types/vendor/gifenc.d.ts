// What is used of gifenc, which has no types of its own.
type Palette = number[][];
export function GIFEncoder(): {
  writeFrame(index: Uint8Array, width: number, height: number, options: { palette: Palette; delay: number }): void;
  finish(): void;
  bytes(): Uint8Array<ArrayBuffer>;
};
export function quantize(pixels: Uint8ClampedArray, colours: number): Palette;
export function applyPalette(pixels: Uint8ClampedArray, palette: Palette): Uint8Array;
