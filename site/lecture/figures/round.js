// One round of training in slow motion, a stage at a time, with the numbers of this very round: eight of the samples on their
// way through G and D, the losses, and the way of the gradient back.

import { element } from "../../common/element.js";
import { formatNumber, text } from "../../common/text.js";
import { button, iconButton } from "./parts/controls.js";
import { places } from "./parts/places.js";
import { decodeField, makePlane } from "./parts/slow-plane.js";

const name = "round";
// The loss of equation 9, which stands beside it; small networks and long steps: what one round changes is to be seen.
const link = "#defaults=1&loss=minimax&g_layers=32,32&d_layers=32,32&g_lr=0.006&d_lr=0.01";
const samples = 8;
const side = 48;
const pause = 2600; // of a stage that plays by itself, in milliseconds

/** The stages: whose turn, what is said, and what is seen. */
const stages = [
  { turn: "d", word: "lecture.round.noise" },
  { turn: "d", word: "lecture.round.generate" },
  { turn: "d", word: "lecture.round.real" },
  { turn: "d", word: "lecture.round.judge" },
  { turn: "d", word: "lecture.round.d-loss" },
  { turn: "d", word: "lecture.round.d-move" },
  { turn: "g", word: "lecture.round.fresh" },
  { turn: "g", word: "lecture.round.g-loss" },
  { turn: "g", word: "lecture.round.gradient" },
  { turn: "g", word: "lecture.round.g-move" },
];
const last = stages.length - 1;

const warmUp = 20; // rounds, so that D has an opinion

export function make(parts) {
  const { saddle } = window;
  const number = places(3);
  const fixed = places(2);
  const change = (before, after) => `${number(before)} → ${number(after)}`;
  saddle.experiment(name, link);
  let round = null;
  let stage = 0;
  let auto = false;
  let awake = false;
  let timer = 0;
  let begun = false;

  const latent = makePlane(text("lecture.round.latent"), 3.2, { dot: 4.6 });
  const plane = makePlane(text("lecture.round.plane"), saddle.extent(name), { heat: side, cloud: saddle.thumbnail("ring", 100).points });
  const verdicts = element("div", { class: "round-verdicts" });
  const turn = element("b", { class: "round-turn" });
  const words = element("p", { class: "round-words", role: "status" });
  const loss = element("p", { class: "round-loss" });
  const dots = element("ol", { class: "round-stages", "aria-hidden": "true" }, ...stages.map((one) => element("li", { class: one.turn })));
  const count = element("span", { class: "figure-count" });

  /** One point's verdict: its number, D of it as a bar, and its term of the loss; what is not known yet is left open. */
  function verdict(i, kind, d, term) {
    return element("div", { class: `round-verdict ${kind}` }, element("span", { class: "which" }, String(i + 1)),
      element("span", { class: "bar" }, element("i", { style: `width: ${(d ?? 0) * 100}%` })), element("b", {}, d == null ? "" : fixed(d)),
      element("span", { class: "term" }, term == null ? "" : fixed(term)));
  }
  const list = (title, kind, values, term, head) => element("div", {},
    element("p", { class: "round-head" }, element("span", {}, title), element("span", {}, term ? head : "")),
    ...Array.from({ length: samples }, (_, i) => verdict(i, kind, values?.[i], values && term?.(values[i]))));

  function show() {
    const s = round;
    if (!s) return;
    const { turn: whose, word } = stages[stage];
    turn.textContent = whose === "d" ? text("lecture.round.turn-d") : text("lecture.round.turn-g");
    turn.className = `round-turn ${whose}`;
    words.textContent = text(word);
    [...dots.children].forEach((/** @type {HTMLElement} */ dot, i) => { dot.dataset.state = i === stage ? "now" : i < stage ? "past" : ""; });
    count.textContent = text("lecture.round.count", { count: formatNumber(s.step + 1) });

    const moved = stage >= 5; // D has
    latent.points("generated", stage >= 6 ? s.fresh : s.latent);
    plane.heat(decodeField(moved ? s.fieldNow : s.field), stage >= 3);
    plane.points("real", s.real, stage >= 2 && stage <= 5);
    plane.points("generated", stage < 6 ? s.fake : stage === last ? s.madeNow : s.made, stage >= 1);
    plane.arrows(stage >= 8 ? s.made : null, s.pull, stage === last ? s.madeNow : null);

    const now = stage < 3 ? [] : moved ? [s.onRealNow, s.onFakeNow] : [s.onReal, s.onFake];
    const terms = stage >= 4;
    if (stage < 6) {
      verdicts.replaceChildren(
        list("D(x)", "real", now[0], terms ? (d) => -Math.log(d) : null, "−log D(x)"),
        list("D(G(z))", "generated", now[1], terms ? (d) => -Math.log(1 - d) : null, "−log(1 − D)"));
    } else {
      verdicts.replaceChildren(list("D(G(z))", "generated", stage === last ? s.onMadeNow : s.onMade, stage >= 7 ? (d) => Math.log(1 - d) : null, "log(1 − D)"));
    }
    const losses = { 4: number(s.dLoss), 5: change(s.dLoss, s.dLossNow), 7: number(s.gLoss), 8: number(s.gLoss), [last]: change(s.gLoss, s.gLossNow) };
    loss.replaceChildren(...(stage in losses ? [text(whose === "d" ? "lecture.round.loss-d" : "lecture.round.loss-g"), element("b", {}, losses[stage])] : []));
  }

  let onShown = null;
  let asked = false;
  async function play() {
    if (asked) return;
    asked = true;
    round = await saddle.slowly(samples, side);
    asked = false;
    stage = 0;
    show();
  }
  function next() {
    if (!round || stage === last) play();
    else { stage++; show(); }
    if (stage === last) onShown?.();
  }
  function tick() {
    clearTimeout(timer);
    if (auto && awake) timer = setTimeout(() => { next(); tick(); }, pause);
  }
  const forward = button(text("lecture.round.next"), () => { next(); tick(); }, { icon: "next", strong: true });
  const setAuto = (on) => {
    auto = on;
    auto_.setAttribute("aria-pressed", String(auto));
    if (auto) next();
    tick();
  };
  const auto_ = button(text("lecture.round.auto"), () => setAuto(!auto));
  auto_.setAttribute("aria-pressed", "false");
  /** Rounds at full speed, and then one in slow motion again. */
  async function train(rounds) {
    skip.disabled = reset.disabled = true;
    await saddle.step(rounds);
    skip.disabled = reset.disabled = false;
    if (awake) play();
  }
  const skip = button(text("lecture.round.skip"), () => train(50));
  const reset = iconButton(text("lecture.reset"), "reset", () => {
    saddle.reset();
    train(warmUp);
  });

  parts.append(
    element("div", { class: "round-top" }, turn, dots, count),
    words,
    element("div", { class: "round-room" },
      element("div", { class: "round-latent" }, element("p", { class: "figure-title" }, text("lecture.round.latent")), latent.node),
      element("div", { class: "round-plane" }, element("p", { class: "figure-title" }, text("lecture.round.plane")), plane.node),
      loss, verdicts),
    element("div", { class: "figure-controls round-controls" }, forward, auto_, skip, reset));

  return {
    async wake() {
      awake = true;
      saddle.use(name);
      if (!begun) {
        begun = true;
        await saddle.step(warmUp);
        if (!awake) { begun = round !== null; return; }
        play();
      }
      tick();
    },
    demonstrate() {
      const begun = auto || stage > 0;
      if (begun) {
        stage = 0;
        show();
      }
      setAuto(!begun);
    },
    begin() {
      if (!auto) setAuto(true);
      return new Promise((resolve) => { onShown = resolve; });
    },
    sleep() { awake = false; clearTimeout(timer); },
  };
}
