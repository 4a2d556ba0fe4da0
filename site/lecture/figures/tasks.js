// Three things that a GAN does with pictures, here with points: sampling, translation, adding detail. Of the latter two, one
// setting can be changed: what holds the lines in order, or how much detail was lost.

import { element } from "../../element.js";
import { text } from "../../text.js";
import { choice, controls } from "./parts/controls.js";
import { live } from "./parts/live.js";
import { preset } from "./parts/presets.js";

const layers = ["heatmap", "real", "pairs", "generated"];

export function make(parts) {
  const name = "tasks";
  const tasks = ["sample", "translate", "densify"];
  const state = { task: "translate", translate: "usual", densify: "usual" };
  const link = () => (state.task === "sample" ? "#cloud=spiral" : preset(state.task)[state[state.task] === "usual" ? "link" : "opposite"]);
  const run = live({ runs: [{ name, link: link() }], layers, speed: 200 });
  const note = element("p", { class: "figure-note" });
  const origins = element("li", {}, element("i", { class: "dot", style: "--colour: var(--ink-soft)" }), element("span", {}, text("lecture.legend.origins")));
  run.legend.append(origins);

  const begin = () => {
    run.load(0, link());
    explain();
  };
  const which = choice(text("lecture.tasks.choose"), tasks.map((value) => ({ value, label: text(`lecture.tasks.${value}`) })), state.task,
    (task) => { state.task = task; begin(); });
  const settings = ["translate", "densify"].map((task) => ({
    task, node: choice(text(`lecture.tasks.${task}.setting`), ["usual", "other"].map((value) => ({ value, label: text(`lecture.tasks.${task}.${value}`) })), "usual",
      (value) => { state[task] = value; begin(); }).node,
  }));
  const explain = () => {
    note.textContent = text(`lecture.tasks.${state.task}.note`);
    for (const { task, node } of settings) node.hidden = task !== state.task;
    origins.hidden = !window.saddle.traits(name).origins;
    // A D that sees points with what they were made from has no opinion of a place alone.
    const alone = state.task !== "densify";
    run.views.querySelector("[data-view]").dataset.layers = layers.filter((layer) => alone || layer !== "heatmap").join(",");
    for (const item of run.legend.querySelectorAll("[data-layer=heatmap]")) item.hidden = !alone;
  };
  parts.append(controls(which.node, ...settings.map(({ node }) => node)), note, run.views, run.legend, run.transport);
  explain();
  return run;
}
