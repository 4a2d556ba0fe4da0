// The run is kept in this browser, so that a page that is loaded again, or comes back from another, is where it was. Every few
// seconds the experiment file goes into the browser's database; the moment at which the page is left goes into its entry in the
// history, and what lies between the two is played again. Where nothing may be kept nothing is, and nothing is said.

import { racing } from "../race/racing.js";
import { isSplit } from "../split/side.js";
import { createStore, del, entries, get, set } from "../../vendor/idb-keyval.js";

const every = 4000; // milliseconds
const most = 8;     // runs that are kept, the newest

// What the program goes back to by itself, told before it starts.
const resumes = Boolean(history.state?.saddle);

let number = ""; // of the entry in the history that the run was in last

/** The number of the page's entry in the history, which the run is kept by. */
export function entryNumber() {
  const state = history.state ?? {};
  number = state.kept;
  if (typeof number === "string") return number;
  number = crypto.getRandomValues(new Uint32Array(2)).join("-");
  history.replaceState({ ...state, kept: number }, "");
  return number;
}

/** Keep what is older no longer. */
async function tidy(store) {
  const all = await entries(store);
  all.sort(([, a], [, b]) => b.time - a.time);
  await Promise.all(all.slice(most).map(([key]) => del(key, store)));
}

/** Keep the run as it is now, before a race takes its place, in whose entry of the history the page may be already; resolves when it is kept. */
export let keepNow = async () => {};

/** Keep the run from now on, and find what was kept of it. */
export async function startKeeping() {
  if (window.parent !== window) return; // a frame begins as its page says
  const { saddle } = window;
  let store;
  let last = "";
  let broken = false;

  async function keep() {
    if (racing() || isSplit() || !history.state?.life) return; // an entry whose address is yet to be loaded
    await keepBy(entryNumber());
  }

  async function keepBy(entry) {
    const { step, digest, fresh } = saddle.moment();
    const now = `${entry} ${saddle.timeline().id} ${digest} ${step}`;
    if (broken || fresh || now === last) return;
    last = now;
    try {
      await set(entry, { file: await saddle.save(), address: saddle.address(), time: Date.now() }, store);
      await tidy(store);
    } catch {
      broken = true;
    }
  }

  keepNow = () => keepBy(number);
  // On a phone only the second may come; a page that is loaded again sees only what was there before it.
  for (const leaving of ["beforeunload", "pagehide"]) addEventListener(leaving, () => { if (!racing()) saddle.keep(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  try {
    store = createStore("saddle", "runs");
    const kept = await get(entryNumber(), store);
    if (kept?.file instanceof Uint8Array) {
      if (resumes) await saddle.hasten(kept.file);
      // The page before was not left but has ended: this is its last moment that was kept.
      else if (kept.address === location.hash && saddle.moment().fresh) await saddle.open(kept.file);
    }
  } catch {
    broken = true;
  }
  setInterval(() => { if (!document.hidden) keep(); }, every);
}

/** Open what was kept of an entry in the history that another load of the page has made; resolves to whether there was anything. */
export async function openKept(number) {
  try {
    const kept = await get(number, createStore("saddle", "runs"));
    return Boolean(kept) && !(await window.saddle.open(kept.file)).error;
  } catch {
    return false;
  }
}
