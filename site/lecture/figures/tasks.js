// Three things that a GAN does with pictures, here with points: sampling, translation, adding detail. Of the latter two, one
// setting can be changed: whether there is a way back, or how much detail was lost.

import { element } from "../../common/element.js";
import { text } from "../../common/text.js";
import { choice, controls } from "./parts/controls.js";
import { live } from "./parts/live.js";
import { preset } from "./parts/presets.js";

const layers = ["heatmap", "real", "pairs", "generated"];

/** Each task with its link, or with those of both values of its setting. */
const findTasks = () => [
  { value: "sample", label: text("lecture.tasks.sample"), note: text("lecture.tasks.sample.note"), links: { only: "#cloud=spiral" } },
  {
    value: "translate", label: text("lecture.tasks.translate"), note: text("lecture.tasks.translate.note"),
    links: { usual: preset("translate").link, other: preset("translate").opposite },
    setting: text("lecture.tasks.translate.setting"), usual: text("lecture.tasks.translate.usual"), other: text("lecture.tasks.translate.other"),
  },
  {
    value: "densify", label: text("lecture.tasks.densify"), note: text("lecture.tasks.densify.note"),
    links: { usual: preset("densify").link, other: preset("densify").opposite },
    setting: text("lecture.tasks.densify.setting"), usual: text("lecture.tasks.densify.usual"), other: text("lecture.tasks.densify.other"),
  },
];

export function make(parts) {
  const name = "tasks";
  const tasks = findTasks();
  for (const task of tasks) task.set = Object.keys(task.links)[0];
  let task = tasks[1]; // the question is asked of lines
  const link = () => task.links[task.set];
  const run = live({ runs: [{ name, link: link() }], layers, speed: 200 });
  const note = element("p", { class: "figure-note" });
  const origins = element("li", {}, element("i", { class: "dot", style: "--colour: var(--ink-soft)" }), element("span", {}, text("lecture.legend.origins")));
  run.legend.append(origins);

  const begin = () => {
    run.load(0, link());
    explain();
  };
  const which = choice(text("lecture.tasks.choose"), tasks, task.value, (value) => {
    task = tasks.find((one) => one.value === value);
    begin();
  });
  const settings = tasks.filter(({ setting }) => setting).map((of) => ({
    of, node: choice(of.setting, Object.keys(of.links).map((value) => ({ value, label: of[value] })), of.set, (value) => { of.set = value; begin(); }).node,
  }));
  const explain = () => {
    note.textContent = task.note;
    for (const { of, node } of settings) node.hidden = of !== task;
    // A D that sees points with what they were made from has no opinion of a place alone.
    const alone = task.value !== "densify";
    run.views.querySelector("[data-view]").dataset.layers = layers.filter((layer) => alone || layer !== "heatmap").join(",");
    for (const item of run.legend.querySelectorAll("[data-layer=heatmap]")) item.hidden = !alone;
  };
  parts.append(controls(which.node, ...settings.map(({ node }) => node)), note, run.views, run.legend, run.transport);
  explain();
  // What a run is made from is known once it has begun.
  const showOrigins = () => { origins.hidden = !window.saddle.traits(name).origins; };
  run.onMeasures(showOrigins);
  showOrigins();
  return run;
}
