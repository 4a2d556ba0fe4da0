// In a frame of somebody's slides, keys that the page has no use for reach the deck around it: else, after a click into the frame, the
// arrows would turn no slides. reveal.js takes a key that is sent to it in a message; who knows nothing of it hears nothing.

const own = "input, select, textarea, [data-own-keys], [role=slider], dialog";

/** Listen, last of all. */
export function passKeysOn() {
  if (window.parent === window) return;
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.key === "Tab" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.(own) && event.key !== "Escape") return;
    if ([" ", "Enter"].includes(event.key) && event.target.closest?.("button, a")) return;
    // No origin: a deck may be a file, which has none, and what is told is a key without a meaning here.
    window.parent.postMessage(JSON.stringify({ method: "triggerKey", args: [event.keyCode] }), "*");
  });
}
