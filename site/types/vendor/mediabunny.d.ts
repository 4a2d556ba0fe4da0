// What is used of mediabunny: its own types declare again what TypeScript has of WebCodecs.
export class WebMOutputFormat {}
export class BufferTarget {
  buffer: ArrayBuffer | null;
}
export const QUALITY_HIGH: unknown;
export class CanvasSource {
  constructor(canvas: HTMLCanvasElement, options: { codec: string; bitrate: unknown });
  add(seconds: number, duration: number): Promise<void>;
}
export class Output {
  constructor(options: { format: WebMOutputFormat; target: BufferTarget });
  target: BufferTarget;
  addVideoTrack(source: CanvasSource, options: { frameRate: number }): void;
  start(): Promise<void>;
  finalize(): Promise<void>;
}
export function getFirstEncodableVideoCodec(codecs: string[], size: { width: number; height: number }): Promise<string | null>;
