// A web server for files, as plain as a static host: no caching, no listing, nothing but GET.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/** Answers with the text of an error or of a notice. */
export function answer(response, status, text, type = ".txt") {
  response.writeHead(status, { "Content-Type": types[type], "Cache-Control": "no-store" });
  response.end(text);
}

/** Sends the file of a folder that a URL's path names; index.html for a folder's. */
export async function sendFile(folder, pathname, response) {
  let file;
  try {
    file = path.join(folder, decodeURIComponent(pathname));
  } catch {
    return answer(response, 400, "not a path\n");
  }
  if (file.endsWith(path.sep)) file += "index.html";
  const inside = file.startsWith(path.join(folder, path.sep));
  const found = inside ? await stat(file).catch(() => null) : null;
  if (!found?.isFile()) return answer(response, 404, "not found\n");
  response.writeHead(200, {
    "Content-Type": types[path.extname(file)] ?? "application/octet-stream",
    "Content-Length": found.size,
    "Cache-Control": "no-store",
    "Access-Control-Allow-Origin": "*", // A frame with a sandbox is of no origin, so not even of this one.
  });
  createReadStream(file).pipe(response);
}

/**
 * Listens on host:port (port 0: any free one), has each request handled by `handle(pathname, response)`, and resolves to
 * the server, with its address as `url`.
 */
export function listen(handle, host = "127.0.0.1", port = 0) {
  const server = createServer(async (request, response) => {
    try {
      await handle(request.url.replace(/[?#].*/s, ""), response);
    } catch (error) {
      answer(response, 500, `${error.stack}\n`);
    }
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const name = host.includes(":") ? `[${host}]` : host;
      const address = /** @type {import("node:net").AddressInfo} */ (server.address());
      resolve(Object.assign(server, { url: `http://${name}:${address.port}/` }));
    });
  });
}
