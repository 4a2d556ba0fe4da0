// The site without a network, once it has been visited: the browser keeps it by the service worker of sw.js.

/** Ask the browser to keep the site. A page in one file is kept already; a developer wants what is new. */
export async function keepOffline() {
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
  if ("single" in document.documentElement.dataset || local || !isSecureContext || !location.protocol.startsWith("http")) return;
  try {
    await navigator.serviceWorker.register(new URL("../sw.js", import.meta.url), { updateViaCache: "none" });
  } catch { /* Forbidden here, as in some frames; or not there: then the site needs its network. */ }
}
