// KL both ways: what each direction punishes, and whether the Q that is best covers P or seeks one of its modes.

import { element } from "../../common/element.js";
import { text } from "../../common/text.js";
import { button, choice, controls } from "./parts/controls.js";
import { demonstration } from "./parts/demonstration.js";
import { fitting } from "./parts/fit.js";
import { integrand, scaleOf } from "./parts/integrand.js";
import { mixtures } from "./parts/mixtures.js";

export function make(parts) {
  const state = { p: { mean: -2, width: 0.7, apart: 4 }, q: { mean: 0.6, width: 1.2 } };
  const forward = integrand({ title: "KL(P‖Q)", formula: "p log(p/q)", colour: "real" });
  const reverse = integrand({ title: "KL(Q‖P)", formula: "q log(q/p)", colour: "generated" });
  const pair = mixtures(state, ({ x, kl, reverseKL }) => {
    const scale = scaleOf(kl, reverseKL);
    forward.show(x, kl, scale);
    reverse.show(x, reverseKL, scale);
  });
  const fit = fitting(() => pair.update());
  pair.onHand = fit.stop;
  const modes = choice(text("lecture.modes-of-p"), [{ value: "1", label: text("lecture.one-mode") }, { value: "2", label: text("lecture.two-modes") }], "2", (value) => {
    pair.choose(value === "1" ? { mean: 0, apart: 0 } : { mean: -2, apart: 4 });
  });
  const cover = () => fit.start(pair.P, state.q, ({ kl }) => kl);
  forward.node.append(button(text("lecture.kl.cover"), cover));
  reverse.node.append(button(text("lecture.kl.seek"), () => fit.start(pair.P, state.q, ({ reverseKL }) => reverseKL)));
  parts.append(controls(modes.node, pair.key), pair.node, element("div", { class: "figure-columns" }, forward.node, reverse.node));
  pair.update();
  return demonstration({ begun: pair.begun, restart: pair.restart, start: cover, stop: fit.stop });
}
