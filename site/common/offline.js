// The site without a network, once it has been visited: the browser keeps it by the service worker of sw.js.

import { workers } from "./permitted.js";

/** Ask the browser to keep the site. A page in one file is kept already; a developer wants what is new. */
export async function keepOffline() {
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
  if ("single" in document.documentElement.dataset || local || !isSecureContext || !location.protocol.startsWith("http")) return;
  try {
    await workers()?.register(new URL("../../sw.js", import.meta.url), { updateViaCache: "none" });
  } catch { /* Refused: then the site needs its network. */ }
}
