// JSD: the same from both sides, never more than log 2, and flat where P and Q are far apart.

import { element } from "../../common/element.js";
import { formatNumber, text } from "../../common/text.js";
import { button, choice, controls } from "./parts/controls.js";
import { demonstration } from "./parts/demonstration.js";
import { fitting } from "./parts/fit.js";
import { integrand } from "./parts/integrand.js";
import { mixtures } from "./parts/mixtures.js";

export function make(parts) {
  const state = { p: { mean: -1.5, width: 0.8, apart: 0 }, q: { mean: 1.2, width: 1.3 } };
  const both = integrand({ title: "JSD(P, Q)", formula: "½ p log(p/m) + ½ q log(q/m),  m = ½ (p + q)", colour: "theory", height: 150, least: 0.2 });
  const bar = element("i");
  const gauge = element("div", { class: "figure-gauge", role: "img" }, bar, element("span", { class: "from" }, "0"), element("span", { class: "to" }, "log 2"));
  const others = element("p", { class: "figure-note" });
  const pair = mixtures(state, ({ x, jsd, kl, reverseKL }) => {
    both.show(x, jsd);
    const share = jsd.value / Math.LN2;
    bar.style.width = share * 100 + "%";
    gauge.setAttribute("aria-label", text("lecture.jsd.gauge", { share: formatNumber(share * 100, 3) }));
    others.textContent = `KL(P‖Q) = ${formatNumber(kl.value, 3)},  KL(Q‖P) = ${formatNumber(reverseKL.value, 3)}`;
  });
  const fit = fitting(() => pair.update());
  pair.onHand = fit.stop;
  const modes = choice(text("lecture.modes-of-p"), [{ value: "1", label: text("lecture.one-mode") }, { value: "2", label: text("lecture.two-modes") }], "1", (value) => {
    pair.choose(value === "1" ? { mean: -1.5, apart: 0 } : { mean: -2, apart: 4 });
    swap.disabled = value === "2"; // Q has one mode only.
  });
  const swap = button(text("lecture.jsd.swap"), () => {
    const { p, q } = state;
    [p.mean, q.mean, p.width, q.width] = [q.mean, p.mean, q.width, p.width];
    pair.update(true);
  });
  const descend = () => fit.start(pair.P, state.q, ({ jsd }) => jsd, 0.8);
  const slide = button(text("lecture.jsd.fit"), descend);
  both.node.querySelector(".figure-formula").after(gauge);
  parts.append(controls(modes.node, pair.key), pair.node, both.node, controls(swap, slide, others));
  pair.update();
  return demonstration({ begun: pair.begun, restart: pair.restart, start: descend, stop: fit.stop });
}
