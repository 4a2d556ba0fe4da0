// All that a page needs to drive Saddle: it asks, by postMessage, and listens for the answers. In a deck on a disk the frames' address
// is saddle.html, the page in one file, and all else is the same.

import { language, setLanguage, text } from "../common/text.js";

const saddle = "../../index.html?embed=plane,transport,numbers&paused";
const frames = [...document.querySelectorAll("iframe")];
const waiting = new Map();
let last = 0;

/** Have a frame do something; resolves to its answer. */
function ask(frame, message) {
  const id = ++last;
  note(frame, "→", { id, ...message });
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    frame.contentWindow.postMessage({ saddle: 1, id, ...message }, location.origin);
  });
}

addEventListener("message", ({ source, data }) => {
  const frame = frames.find((one) => one.contentWindow === source);
  if (!frame || data?.saddle !== 1) return;
  note(frame, data.event ? "·" : "←", data);
  waiting.get(data.id)?.(data);
  waiting.delete(data.id);
});

/** A line of the log: which frame, which way, and what. */
function note(frame, way, message) {
  const log = document.getElementById("log");
  const jsd = message.measures?.jsd;
  const said = { ...message, saddle: undefined, measures: undefined, jsd: jsd && Number(jsd.toFixed(3)) };
  log.append(`${frames.indexOf(frame) + 1} ${way} ${JSON.stringify(said)}\n`);
  while (log.childNodes.length > 300) log.firstChild.remove();
  log.scrollTop = log.scrollHeight;
}

const all = (message) => Promise.all(frames.map((frame) => ask(frame, message)));
const commands = { play: { do: "play" }, pause: { do: "pause" }, step: { do: "step", n: 100 }, reset: { do: "reset" }, wrong: { do: "step", n: "many" } };
for (const [id, message] of Object.entries(commands)) document.getElementById(id).addEventListener("click", () => all(message));

document.documentElement.lang = new URLSearchParams(location.search).get("lang") ?? (/^vi\b/i.test(navigator.language) ? "vi" : "en");
await setLanguage(language());
document.title = text("example.title");
for (const frame of frames) {
  frame.src = `${saddle}&lang=${language()}${frame.dataset.link}`;
  // A command may be sent as soon as the frame has loaded; it is answered when the program is ready.
  frame.addEventListener("load", () => ask(frame, { do: "watch" }), { once: true });
}
document.dispatchEvent(new Event("running"));
