// Points coloured by class: a clustered latent, a classifier, and what a single cloud of noise makes of separate modes.

import { element } from "../../element.js";
import { text } from "../../text.js";
import { choice, controls } from "./parts/controls.js";
import { live, view } from "./parts/live.js";
import { preset } from "./parts/presets.js";

export function make(parts) {
  const name = "classes";
  const links = { single: preset("bridges").link, clustered: preset("bridges").opposite, classifier: preset("classifier").link };
  const run = live({ runs: [{ name, link: links.single, title: text("lecture.classes.plane") }], layers: ["real", "generated"], speed: 120 });
  const latent = element("div", { class: "figure-frame" }, element("p", { class: "figure-title" }, text("lecture.classes.latent")),
    view(name, ["latent"], text("lecture.classes.latent"), "latent"));
  run.views.prepend(latent);
  run.views.dataset.count = "2";
  const which = choice(text("lecture.classes.choose"), [
    { value: "single", label: text("lecture.classes.single") },
    { value: "clustered", label: text("lecture.classes.clustered") },
    { value: "classifier", label: text("lecture.classes.classifier") },
  ], "single", (value) => run.load(0, links[value]));
  parts.append(controls(which.node), run.views, run.transport);
  return run;
}
