// Settings whose rounds take so long here that the page would stand still: they are asked about before they start.

import { notify } from "../parts/announce.js";
import { restartBoth } from "../split/side.js";
import { formatNumber, text } from "../../common/text.js";

/** A time that people read: seconds, or many of them as minutes. */
export const duration = (seconds) => (seconds < 100
  ? text("duration.seconds", { seconds: formatNumber(seconds, 2) })
  : text("duration.minutes", { minutes: formatNumber(seconds / 60, 2) }));

let asked = null; // the question that waits for an answer

function close() {
  asked?.notice.remove();
  asked = null;
}

/** Ask, in place of whatever was asked before. An answer closes the question; so do other settings, and training. */
function ask(sentence, answers, dismissed) {
  close();
  const taken = answers.map(([key, action]) => [key, () => { close(); action(); }]);
  asked = { notice: notify(sentence, { bad: true, actions: taken, dismissed }), link: window.saddle.link(), dismissed };
}

/**
 * Carry out what a change of settings came to: at once, or, where a round would then hold the page up, when the person says so.
 * @param {Saddle.Outcome} outcome of saddle.set or saddle.change
 * @param {(outcome: Saddle.Outcome) => void} done
 * @param {() => void} [kept] when the settings stay as they are
 */
export function settle(outcome, done, kept = () => {}) {
  const carried = (how) => {
    if (how.restarted) restartBoth();
    done(how);
  };
  if (!outcome.slow) return carried(outcome);
  ask(text("slow.change", { time: duration(outcome.slow) }), [
    ["slow.keep", kept],
    ["slow.use", () => carried(window.saddle.change(outcome.asked, { slow: true }))],
  ], kept);
}

/** Say so if the experiment that was loaded is such a one: it waits. */
export function sayIfSlow(otherwise) {
  const seconds = window.saddle.slow();
  if (seconds > 0 && !window.saddle.playing) {
    ask(text("slow.loaded", { time: duration(seconds) }), [otherwise, ["slow.train", () => window.saddle.play()]]);
  }
}

/** Close a question that is one no more. */
export function startSlow() {
  const { saddle } = window;
  saddle.on("change", () => {
    if (!asked || saddle.link() === asked.link && !(saddle.slow() > 0 && saddle.playing)) return;
    const { dismissed } = asked;
    close();
    dismissed?.();
  });
}
