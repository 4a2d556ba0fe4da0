// What of mediabunny writes a film as WebM: a tenth of the library. node site/tools/film.mjs SCRIPT writes it.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const used = "Output, WebMOutputFormat, BufferTarget, CanvasSource, getFirstEncodableVideoCodec, QUALITY_HIGH";

await build({
  stdin: { contents: `export { ${used} } from "mediabunny";`, resolveDir: fileURLToPath(new URL("..", import.meta.url)) },
  bundle: true, format: "esm", charset: "utf8", legalComments: "inline", logLevel: "error", outfile: process.argv[2],
});
