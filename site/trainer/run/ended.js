// A link whose experiment has ended the program once (a browser out of memory takes the whole tab down) is opened at rest the
// next time, and the second time not at all: else who reloads the page would see it end again and again.
//
// While the page is seen, the tab remembers which link it shows; who leaves takes that along. What is still there when a page
// opens was left by one that ended. Where nothing may be stored, all links are opened as ever.

import { notify } from "../parts/announce.js";
import { tab } from "../../common/permitted.js";
import { text } from "../../common/text.js";

// Frames share their tab's memory, and each keeps the address that its page has given it.
const key = "running" + (window.parent === window ? "" : " " + location.href);

/** What the page before has left: {link, times}, or null. */
function left() {
  try { return JSON.parse(tab.get(key)); } catch { return null; }
}

let times = 0;       // that this link has ended the program
let link = "";       // in the address
let stopped = false; // the program has

/** Look, before the program starts, at how the last one ended; and have this one begin at rest, or with the default. */
export function lookBack() {
  const before = left();
  link = location.hash;
  times = link !== "" && before?.link === link ? before.times : 0;
  window.saddle.atRest = times === 1;
  if (times > 1) history.replaceState(null, "", location.pathname + location.search);
  remember();
  document.addEventListener("visibilitychange", remember);
  addEventListener("pagehide", () => { if (!stopped) tab.remove(key); });
}

/** The program has stopped by itself: that stays known, whatever becomes of the page. */
export function noteStopped() {
  stopped = true;
}

function remember() {
  if (stopped) return;
  // A hidden page may be taken away without a word.
  if (document.hidden) tab.remove(key);
  else tab.set(key, JSON.stringify({ link: location.hash || link, times: times + 1 }));
}

/** Say what has been found, now that there is a program, and follow the address. */
export function tellEnded() {
  const { saddle } = window;
  if (times === 1) {
    notify(text("ended.once"), { bad: true, actions: [["ended.default", openDefault], ["slow.train", () => saddle.play()]] });
  } else if (times > 1) {
    const again = link;
    notify(text("ended.twice"), { bad: true, actions: [["ended.again", () => { saddle.pause(); saddle.load(again); }]] });
  }
  const first = saddle.link();
  saddle.on("change", () => {
    if (saddle.link() !== first) {
      link = "";
      times = 0;
    }
    remember();
  });
}

/** The default experiment, in place of the one there is. */
export function openDefault() {
  window.saddle.load("");
  window.saddle.play();
}
