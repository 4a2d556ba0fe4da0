// What pages that embed this one may say to it, version 1. A message is plain data sent by postMessage:
//
//   {saddle: 1, id: 7, do: "step", n: 100}
//
// and is answered, once it is done, with the state after it, or with what is wrong with it:
//
//   {saddle: 1, id: 7, ok: true, step: 100, playing: false, link: "#cloud=grid", digest: "…", measures: {jsd: 0.41, …}}
//   {saddle: 1, id: 7, ok: false, code: "number", error: "n must be a whole number from 1 to 1000000, not “many”."}
//
// Where a round takes so long that the page stands still, the state has `slow`, the seconds that it takes: load then pauses, and play,
// step and set are refused with the code "slow", unless they say slow: true.
//
// `id` is the sender's own, to know the answer by; it may be left out. What a message may hold is in the table below. After
// {do: "watch"} there are also {saddle: 1, event: "measures", step, playing, measures} some times a second while it trains,
// {…, event: "change", step, playing, link} when settings change or training starts or stops, and {…, event: "error", error}.
// While `most` messages wait for their answers, further ones are answered at once, with the code "busy".

import { layers } from "./query.js";

export const version = 1;

/** How many messages may wait for their answers. */
export const most = 200;

// What there is of a run for other programs: kinds of files, as window.saddle.written has them, each by the name of its text.
const files = ["export.points.csv", "export.points.npy", "export.networks.zip", "export.onnx.zip",
  "export.field.csv", "export.field.npy", "export.measures.csv", "export.measures.json"];
export const written = files.map((name) => name.slice("export.".length));

/** How many points a file of them may have here. */
export const mostSamples = 1_000_000;

const longest = 262144; // link, in characters: as long as lab.Decode takes

/** Kinds of arguments: what is wrong with a value, as a text's key and what the text names; null for nothing. */
const whole = (min, max, usual) => ({ usual, wrong: (value) => (Number.isInteger(value) && value >= min && value <= max ? null : ["whole", { min, max }]) });
const number = (min, max, usual) => ({ usual, wrong: (value) => (typeof value === "number" && value >= min && value <= max ? null : ["number", { min, max }]) });
const string = (max, usual) => ({ usual, wrong: (value) => (typeof value === "string" && value.length <= max ? null : ["string", { max }]) });
const truth = (usual) => ({ usual, wrong: (value) => (typeof value === "boolean" ? null : ["truth", {}]) });
const bytes = (max) => ({ wrong: (value) => (value instanceof Uint8Array && value.length <= max ? null : ["bytes", { max }]) });
const oneOf = (choices) => ({ wrong: (value) => (choices.includes(value) ? null : ["one-of", { choices: choices.join(", ") }]) });
const setting = { wrong: (value) => (["number", "boolean"].includes(typeof value) ? null : string(longest).wrong(value)) };

/** Each command and its arguments; those that have a usual value may be left out. */
export const commands = {
  report: {},
  play: { slow: truth(false) },
  pause: {},
  step: { n: whole(1, 1_000_000, 1), slow: truth(false) }, // pauses first, so that it is n steps and no more
  reset: {},
  seek: { step: whole(0, 1_000_000_000), slow: truth(false) },  // pauses, and goes to a step of the run; beyond its end it is trained
  until: { step: whole(0, 1_000_000_000), slow: truth(false) }, // trains to a step, and pauses there
  undo: {},                                         // the last change; the answer's `done` says whether there was any
  redo: {},
  save: {},                                         // the answer's `file` is the experiment file, a Uint8Array
  // What the run has for other programs, as `file`; points are so many samples of G, drawn by a seed.
  export: { kind: oneOf(written), samples: whole(1, mostSamples, 10_000), seed: whole(0, 4_294_967_295, 1) },
  open: { file: bytes(128 << 20) },                 // goes on with the run of such a file
  load: { link: string(longest, "") },              // an experiment, by its link, and the way to the link's moment; the answer's `problems` says what is wrong with it
  set: { name: string(100), value: setting, slow: truth(false) }, // one setting; the answer's `restarted` says whether it began anew
  show: { layer: oneOf(layers), on: truth(true) },
  speed: { steps: number(0, 1_000_000, 0) },        // a second; 0 for as many as there can be
  watch: {},
  unwatch: {},
};

const envelope = ["saddle", "id", "do"];

/** A value as a sentence can name it. */
function named(value) {
  if (typeof value === "string") return value.length > 60 ? value.slice(0, 60) + "…" : value;
  return value !== null && typeof value === "object" ? (Array.isArray(value) ? "[…]" : "{…}") : String(value);
}

/** Whether a message is meant for us, and no answer of somebody like us. */
export const isCommand = (data) =>
  data !== null && typeof data === "object" && Object.hasOwn(data, "saddle") && !Object.hasOwn(data, "ok") && !Object.hasOwn(data, "event");

/**
 * Check a message.
 * @param {Record<string, any>} data of which isCommand is true
 * @returns {{id: any, command?: string, values?: Record<string, any>, code?: string, about?: Record<string, any>}} either a command with the values of
 *   all its arguments, or the code of what is wrong and what its sentence names
 */
export function check(data) {
  const own = (name) => (Object.hasOwn(data, name) ? data[name] : undefined);
  const id = own("id") ?? null;
  const wrong = (code, about) => ({ id: typeof id === "string" || typeof id === "number" ? id : null, code, about });
  if (own("saddle") !== version) return wrong("version", { version, value: named(own("saddle")) });
  if (id !== null && !Number.isFinite(id) && !(typeof id === "string" && id.length <= 100)) return wrong("id", { max: 100 });
  const command = own("do");
  if (typeof command !== "string" || !Object.hasOwn(commands, command)) {
    return wrong("command", { value: named(command), choices: Object.keys(commands).join(", ") });
  }
  const wanted = commands[command];
  const extra = Object.keys(data).find((name) => !envelope.includes(name) && !Object.hasOwn(wanted, name));
  if (extra !== undefined) return wrong("argument", { command, name: named(extra), choices: Object.keys(wanted).join(", ") || "–" });
  const values = {};
  for (const [name, kind] of Object.entries(wanted)) {
    values[name] = own(name) ?? kind.usual;
    const fault = kind.wrong(values[name]);
    if (fault) return wrong(fault[0], { ...fault[1], name, value: named(values[name]) });
  }
  return { id, command, values };
}
