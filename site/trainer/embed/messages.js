// Commands from the page that embeds this one (protocol.js), their answers, and events for who watches.
//
// Who may command: the page whose frame this is, and nobody else; a page in a window of its own obeys no one. That page may be
// of any origin, also a file's, which has none: it chose the address in this frame, so it decides about the experiment anyway,
// and a deck on a disk has nothing else to be known by. What it gains by messages is no more: they read an experiment, change it
// and train it, all within this frame. None reads what is stored or remembered here, goes to another page, or sends anything
// anywhere. Who publishes the site can still name the origins that may command, "null" for files:
//
//   <meta name="saddle-embedders" content="https://school.example null">
//
// An answer goes to the window that asked and, where its origin has a name, only as long as it is still of that origin.

import { sentenceOf } from "../run/link.js";
import { check, isCommand, most, version } from "./protocol.js";
import { duration } from "../settings/slow.js";
import { text } from "../../common/text.js";
import { isRace } from "../race/racing.js";
import { setSpeed } from "../run/transport.js";

/** Origins that may command; null for any. */
function embedders() {
  const named = document.querySelector("meta[name=saddle-embedders]")?.content.trim() ?? "*";
  return named === "*" ? null : named.split(/\s+/);
}

function mayCommand({ source, origin }) {
  if (window.parent === window || source !== window.parent) return false;
  const allowed = embedders();
  return allowed === null || allowed.includes(origin);
}

/** Send to a window of an origin; what is not an origin's, as a file's page, has no name to send to. */
function send(to, message) {
  to.window.postMessage({ saddle: version, ...message }, to.origin === "null" ? "*" : to.origin);
}

/** The measures that are numbers: an experiment need not have all. */
const numbers = (measures) => Object.fromEntries(Object.entries(measures).filter(([, value]) => Number.isFinite(value)));

function state() {
  const { saddle } = window;
  const { digest, step, ...measures } = saddle.snapshot();
  const slow = saddle.slow();
  return { step, playing: saddle.playing, link: saddle.link(), digest, measures: numbers(measures), ...(slow && { slow }) };
}

/** Refuse what would hold the page up for so many seconds, unless the sender knows. */
function refuseSlow(seconds, known) {
  if (seconds > 0 && !known) throw new Refusal("slow", text("message.slow", { time: duration(seconds) }));
}

/** What each command does; it returns what its answer says beside the state, or throws a sentence. */
const actions = {
  report() {},
  play({ slow }) {
    refuseSlow(window.saddle.slow(), slow);
    window.saddle.play();
  },
  async pause() {
    window.saddle.pause();
    await window.saddle.step(0); // Then it is known where that was.
  },
  async step({ n, slow }) {
    refuseSlow(window.saddle.slow(), slow);
    window.saddle.pause();
    await window.saddle.step(n);
  },
  reset() { window.saddle.reset(); },
  async seek({ step, slow }) {
    refuseSlow(window.saddle.slow(), slow);
    await window.saddle.seek(step);
  },
  async until({ step, slow }) {
    refuseSlow(window.saddle.slow(), slow);
    window.saddle.pause();
    await window.saddle.until(step);
  },
  async undo() { return { done: await goneTo(window.saddle.undo()) }; },
  async redo() { return { done: await goneTo(window.saddle.redo()) }; },
  async save() { return { file: await window.saddle.save() }; },
  async export({ kind, samples, seed }) {
    const file = window.saddle.written(kind, await window.saddle.save(), samples, seed);
    if (file.error) throw new Refusal("export", text("export.failed", { reason: file.error }));
    return { file };
  },
  async open({ file }) {
    const { error } = await window.saddle.open(file);
    if (error) throw new Refusal("file", text(`error.file.${error.code}`, error.args));
  },
  async load({ link }) {
    if (isRace(link)) throw new Refusal("race", text("error.race", { field: "race" }));
    const { errors } = window.saddle.load(link);
    return goneTo({ problems: errors.map(sentenceOf) });
  },
  set({ name, value, slow }) {
    const { errors, restarted, slow: seconds } = window.saddle.set(name, String(value), { slow });
    refuseSlow(seconds, slow);
    if (errors.length) throw new Refusal("setting", errors.map(sentenceOf).join(" "));
    return { restarted };
  },
  show({ layer, on }) { window.saddle.show(layer, on); },
  speed({ steps }) { setSpeed(steps); },
  watch(_, from) { unwatch(from); watchers.push(from); },
  unwatch(_, from) { unwatch(from); },
};

/** Resolves to a value when the run is where it was told to go: an order of no steps waits for all before. */
async function goneTo(value) {
  await window.saddle.step(0);
  return value;
}

class Refusal extends Error {
  constructor(code, sentence) {
    super(sentence);
    this.code = code;
  }
}

let watchers = [];

function unwatch({ window: source }) {
  watchers = watchers.filter((watcher) => watcher.window !== source);
}

const tell = (event, more) => {
  for (const watcher of watchers) send(watcher, { event, ...more });
};

function startEvents() {
  const { saddle } = window;
  saddle.on("measures", ({ step, ...measures }) => tell("measures", { step, playing: saddle.playing, measures: numbers(measures) }));
  saddle.on("change", () => tell("change", { step: saddle.snapshot().step, playing: saddle.playing, link: saddle.link() }));
  saddle.on("error", ({ message }) => tell("error", { error: message }));
}

const turns = [];
const { port1: next, port2: last } = new MessageChannel();
next.onmessage = () => turns.shift()();

/** Resolves after what the browser has received by now, so that a flood is counted before the first of it is carried out. */
const turn = () => new Promise((resolve) => {
  turns.push(resolve);
  last.postMessage(null);
});

/**
 * Listen to the page around this one. Who speaks before the program is ready is answered when it is.
 * @param {Promise<boolean>} program whether it runs
 */
export function startMessages(program) {
  const ready = program.then(async (runs) => {
    if (!runs) return false;
    await window.saddle.ready;
    startEvents();
    return true;
  });

  /** Carry out a message's command; resolves to the answer. */
  async function answer(event, from) {
    const runs = await ready;
    const { id, command, values, code, about } = check(event.data);
    const refuse = (code, error) => ({ id, ok: false, code, error });
    if (code) return refuse(code, text(`message.${code}`, about));
    if (!mayCommand(event)) return refuse("embedder", text("message.embedder", { origin: event.origin }));
    if (!runs) return refuse("stopped", text("message.stopped"));
    try {
      const more = await actions[command](values, from);
      if (window.saddle.pending) await goneTo();
      return { id, ok: true, ...state(), ...more };
    } catch (error) {
      return refuse(error.code ?? "failed", error instanceof Refusal ? error.message : text("program.failed", { message: error.message }));
    }
  }

  let waiting = 0;
  addEventListener("message", async (event) => {
    if (!event.source || !isCommand(event.data)) return;
    const from = { window: event.source, origin: event.origin };
    if (waiting >= most) {
      const { id } = check(event.data);
      send(from, { id, ok: false, code: "busy", error: text("message.busy", { most }) });
      return;
    }
    waiting++;
    await turn();
    send(from, await answer(event, from));
    waiting--;
  });
}
