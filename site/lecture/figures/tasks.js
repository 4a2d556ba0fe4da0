// Three things that a GAN does with pictures, here with points: sampling, translation, adding detail.

import { element } from "../../element.js";
import { text } from "../../text.js";
import { choice, controls } from "./parts/controls.js";
import { live } from "./parts/live.js";
import { preset } from "./parts/presets.js";

export function make(parts) {
  const name = "tasks";
  const links = { sample: "#cloud=spiral", translate: preset("translate").link, densify: preset("densify").link };
  const notes = { sample: text("lecture.tasks.sample.note"), translate: text("lecture.tasks.translate.note"), densify: text("lecture.tasks.densify.note") };
  const run = live({ runs: [{ name, link: links.sample }], layers: ["heatmap", "real", "pairs", "generated"], speed: 120 });
  const note = element("p", { class: "figure-note" }, notes.sample);
  const origins = element("li", { hidden: true }, element("i", { class: "dot", style: "--colour: var(--ink-soft)" }), element("span", {}, text("lecture.legend.origins")));
  run.legend.append(origins);
  const which = choice(text("lecture.tasks.choose"), [
    { value: "sample", label: text("lecture.tasks.sample") },
    { value: "translate", label: text("lecture.tasks.translate") },
    { value: "densify", label: text("lecture.tasks.densify") },
  ], "sample", (value) => {
    note.textContent = notes[value];
    run.load(0, links[value]);
    origins.hidden = !window.saddle.traits(name).origins;
  });
  parts.append(controls(which.node), note, run.views, run.legend, run.transport);
  return run;
}
