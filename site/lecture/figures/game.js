// Small games in their phase plane: drop the players somewhere, choose how they move, and see whether they find the saddle. Beside
// their path runs the mean of it: where the players only go round, the mean comes to rest.

import { element, shape } from "../../common/element.js";
import { formatNumber, text } from "../../common/text.js";
import { button, choice, controls, list, slider } from "./parts/controls.js";
import { places } from "./parts/places.js";
import { key, plot } from "./parts/plot.js";

const reach = 2;
const moment = 18; // of a step, in milliseconds, as long as the whole does not last longer than
const whole = 7500;
const loss = "minimax"; // of the Dirac-GAN: the players of the zero-sum game go round it
const games = { bilinear: "lecture.game.bilinear", dirac: "lecture.game.dirac", quadratic: "lecture.game.quadratic" };
const formulas = { bilinear: "f(x, y) = xy", dirac: "D(x) = ψ x,  G = θ", quadratic: "f(x, y) = 0.1 x² + xy − 0.1 y²" };
const axes = { bilinear: ["x", "y"], dirac: ["θ", "ψ"], quadratic: ["x", "y"] };
const rules = {
  simultaneous: "lecture.rule.simultaneous", alternating: "lecture.rule.alternating", momentum: "lecture.rule.momentum",
  "negative-momentum": "lecture.rule.negative-momentum", extragradient: "lecture.rule.extragradient",
  optimistic: "lecture.rule.optimistic", lookahead: "lecture.rule.lookahead", consensus: "lecture.rule.consensus",
  historical: "lecture.rule.historical",
};
const still = matchMedia("(prefers-reduced-motion: reduce)");
const neutral = 1e-6; // How near to 1 a factor counts as 1.

export function make(parts) {
  const { theory } = window.saddle;
  const number = places(3);
  const state = { game: "bilinear", rule: "simultaneous", rate: 0.1, start: [1, 0.6] };
  const square = (width) => width - 26; // the margins beside the plane are so much wider than those above and below
  const plane = plot({ label: text("lecture.game.plane"), height: square, x: { from: -reach, to: reach, ticks: [-2, -1, 0, 1, 2] }, y: { from: -reach, to: reach, ticks: [-2, -1, 0, 1, 2] } });
  plane.rule("x", { dashed: false }).at(0);
  plane.rule("y", { dashed: false }).at(0);
  const arrows = shape("path", { class: "game-field" });
  const played = plane.curve({ colour: "discriminator", thick: 2 });
  const meant = plane.curve({ colour: "theory", thick: 1.4 });
  const nameX = plane.words("x", { colour: "ink" });
  const nameY = plane.words("y", { colour: "ink" });
  nameX.at(() => [plane.px(reach) - 8, plane.py(0) - 6]);
  nameY.at(() => [plane.px(0) + 9, plane.py(reach) + 12]);

  // The ball: where play begins, by pointer or by keys; the dots that run along the path and along its mean.
  const ball = element("div", { class: "handle free", role: "slider", tabindex: "0", "aria-label": text("lecture.game.start"), title: text("lecture.game.start"), "aria-valuemin": -reach, "aria-valuemax": reach, style: "--colour: var(--generated)" });
  const dot = element("div", { class: "game-dot" });
  const meanDot = element("div", { class: "game-dot mean" });
  plane.overlay.append(meanDot, dot, ball);
  const at = (node, x, y) => { node.style.transform = `translate(${plane.px(x)}px, ${plane.py(y)}px)`; };

  let course = { path: [], average: [], equilibrium: [0, 0] };
  let shown = 0; // steps that the dots have gone
  let inSight = true;
  let running = 0;

  const points = (states, upTo) => {
    const xs = [];
    const ys = [];
    for (let i = 0; i < upTo; i++) {
      xs.push(states[2 * i]);
      ys.push(states[2 * i + 1]);
    }
    return [xs, ys];
  };
  const within = (states, i) => Math.max(Math.abs(states[2 * i]), Math.abs(states[2 * i + 1])) <= reach;
  const far = (states, i) => number(Math.hypot(states[2 * i] - course.equilibrium[0], states[2 * i + 1] - course.equilibrium[1]));
  /** The last step that there is something to be seen of. */
  function lastStep() {
    let last = course.path.length / 2 - 1;
    while (last > 0 && !within(course.path, last) && !within(course.average, last)) last--;
    return last;
  }
  function showDots() {
    const i = Math.min(Math.floor(shown), course.path.length / 2 - 1);
    for (const { states, curve, node, entry } of [{ states: course.path, curve: played, node: dot, entry: 0 }, { states: course.average, curve: meant, node: meanDot, entry: 1 }]) {
      curve.draw(...points(states, i + 1));
      at(node, states[2 * i], states[2 * i + 1]);
      node.hidden = !within(states, i);
      distances.set(entry, far(states, i));
    }
  }
  /** Plays the path; resolves at its end, if it is seen that far. */
  const run = () => new Promise((arrived) => {
    const mine = ++running;
    const last = lastStep();
    let begun = 0;
    shown = still.matches ? last : 0;
    const frame = (now) => {
      if (mine !== running) return;
      if (now) shown = Math.min(last, (now - (begun ||= now)) / Math.min(moment, whole / last));
      showDots();
      if (shown >= last) arrived(null);
      else if (inSight) requestAnimationFrame(frame);
    };
    frame(0);
  });

  const factor = element("b", { class: "figure-value" });
  const factorLine = element("p", { class: "figure-value-line" }, element("span", {}, text("lecture.game.factor") + " "), factor);
  const verdict = element("p", { class: "game-verdict", role: "status" });
  const values = element("p", { class: "figure-note" });
  const circle = unitCircle();
  const formula = element("p", { class: "figure-formula" });
  const distances = key([{ name: text("lecture.game.players"), colour: "discriminator" }, { name: text("lecture.game.mean"), colour: "theory" }]);

  function update() {
    // As much of the game's time whatever the step, within what can be drawn.
    const length = Math.round(Math.min(3000, Math.max(150, 40 / state.rate)));
    const result = theory.play({ name: state.game, loss }, { name: state.rule, rate: state.rate }, state.start, length);
    if (result.error) return;
    course = result;
    ball.setAttribute("aria-valuenow", String(state.start[0]));
    const [x, y] = axes[state.game];
    ball.setAttribute("aria-valuetext", `${x} = ${formatNumber(state.start[0], 2)}, ${y} = ${formatNumber(state.start[1], 2)}`);
    at(ball, ...state.start);
    formula.textContent = formulas[state.game];
    nameX.say(x);
    nameY.say(y);
    const { contraction } = result;
    const size = contraction?.perStep;
    // Historical averaging has no factor: it comes in as a power of the number of steps.
    factorLine.hidden = !contraction;
    circle.node.toggleAttribute("hidden", !contraction);
    factor.textContent = contraction ? formatNumber(size, 6) : "";
    verdict.textContent = !contraction ? text("lecture.game.slowly") : size > 1 + neutral ? text("lecture.game.out") : size < 1 - neutral ? text("lecture.game.in") : text("lecture.game.round");
    verdict.dataset.way = !contraction ? "slowly" : size > 1 + neutral ? "out" : size < 1 - neutral ? "in" : "round";
    const list = contraction?.eigenvalues ?? [];
    values.textContent = list.length ? `λ = ${list.filter(({ im }) => im >= 0).slice(0, 2).map(complex).join(",  ")}` : "";
    circle.show(list);
    return run();
  }
  function field() {
    const count = 13;
    const at = [];
    for (let i = 0; i < count; i++) for (let j = 0; j < count; j++) at.push(-reach + (2 * reach * (i + 0.5)) / count, -reach + (2 * reach * (j + 0.5)) / count);
    const found = theory.field({ name: state.game, loss }, at);
    if (found.error) return;
    let path = "";
    for (let i = 0; i < at.length; i += 2) {
      const size = Math.hypot(found[i], found[i + 1]);
      if (!(size > 1e-9)) continue;
      const long = Math.min(0.1 + 0.06 * size, 0.24);
      const [x, y, dx, dy] = [plane.px(at[i]), plane.py(at[i + 1]), (found[i] / size) * long, (found[i + 1] / size) * long];
      const [tx, ty] = [plane.px(at[i] + dx), plane.py(at[i + 1] + dy)];
      const [bx, by] = [(x - tx) * 0.4, (y - ty) * 0.4];
      path += `M${x.toFixed(1)} ${y.toFixed(1)}L${tx.toFixed(1)} ${ty.toFixed(1)}M${(tx + bx - by).toFixed(1)} ${(ty + by + bx).toFixed(1)}L${tx.toFixed(1)} ${ty.toFixed(1)}L${(tx + bx + by).toFixed(1)} ${(ty + by - bx).toFixed(1)}`;
    }
    arrows.setAttribute("d", path);
  }
  plane.also((into) => {
    if (!arrows.isConnected) into.prepend(arrows);
    field();
    at(ball, ...state.start);
    if (course.path.length) showDots();
  });

  const drop = (x, y) => {
    const within = (value) => Math.max(-reach, Math.min(reach, Math.round(value * 100) / 100));
    if (!Number.isFinite(x + y)) return;
    state.start = [within(x), within(y)];
    update();
  };
  const dropAt = (event) => {
    const [x, y] = plane.at(event);
    drop(plane.toX(x), plane.toY(y));
  };
  plane.node.addEventListener("click", (event) => {
    if (event.target === ball) return;
    dropAt(event);
  });
  let held = false;
  ball.addEventListener("pointerdown", (event) => { held = event.button === 0; if (held) ball.setPointerCapture(event.pointerId); });
  ball.addEventListener("pointermove", (event) => {
    if (!held) return;
    dropAt(event);
  });
  for (const name of ["pointerup", "pointercancel"]) ball.addEventListener(name, () => { held = false; });
  ball.addEventListener("keydown", (event) => {
    const [dx, dy] = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, 0.1], ArrowDown: [0, -0.1] }[event.key] ?? [0, 0];
    if (dx === 0 && dy === 0) return;
    event.preventDefault();
    drop(state.start[0] + dx, state.start[1] + dy);
  });

  const which = choice(text("lecture.game.choose"), Object.keys(games).map((value) => ({ value, label: text(games[value]) })), state.game, (value) => { state.game = value; field(); update(); });
  const rule = list(text("lecture.game.rule"), Object.keys(rules).map((value) => ({ value, label: text(rules[value]) })), state.rule, (value) => { state.rule = value; update(); });
  const rate = slider(text("lecture.game.rate"), { min: -2, max: 0, step: 0.05, value: -1 }, (value) => formatNumber(10 ** value, 2), (value) => { state.rate = 10 ** value; update(); });
  const again = button(text("lecture.game.again"), run, { icon: "play" });

  parts.append(
    controls(which.node, formula),
    element("div", { class: "game-room" }, plane.node,
      element("div", { class: "figure-stack" }, rule.node, rate.node,
        element("div", { class: "game-found" },
          element("div", { class: "figure-stack" }, verdict, factorLine, values), circle.node),
        element("div", {}, element("p", { class: "figure-note" }, text("lecture.game.distance")), distances.node),
        controls(again))));
  update();
  /** One rule after the other: outwards, round, inwards. */
  async function begin() {
    for (const name of ["simultaneous", "alternating", "extragradient"]) {
      state.rule = name;
      rule.select.value = name;
      await update();
    }
  }
  return { demonstrate: run, begin, seen(on) { inSight = on; if (on && shown < lastStep()) run(); else if (!on) running++; } };
}

const complex = ({ re, im }) => (Math.abs(im) < 1e-9 ? formatNumber(re, 4) : `${formatNumber(re, 4)} ± ${formatNumber(im, 3)}i`);

/** The unit circle with eigenvalues: outside of it steps grow. */
function unitCircle() {
  const picture = shape("svg", { viewBox: "-1.45 -1.45 2.9 2.9", class: "game-circle", role: "img", "aria-label": text("lecture.game.circle") });
  picture.append(shape("circle", { r: 1, class: "unit" }), shape("path", { d: "M-1.4 0H1.4M0 -1.4V1.4", class: "axis" }));
  const dots = shape("g", {});
  picture.append(dots);
  return {
    node: picture,
    show(eigenvalues) {
      dots.replaceChildren(...eigenvalues.map(({ re, im }) => shape("circle", { cx: Math.max(-1.4, Math.min(1.4, re)), cy: -Math.max(-1.4, Math.min(1.4, im)), r: 0.085, class: "value" })));
    },
  };
}
