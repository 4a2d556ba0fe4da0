// Points coloured by their code: a classifier that checks it, or none; and what noise of one piece, or in clusters, makes of
// separate modes.

import { element } from "../../common/element.js";
import { text } from "../../common/text.js";
import { choice, controls } from "./parts/controls.js";
import { live, view } from "./parts/live.js";
import { preset } from "./parts/presets.js";

export function make(parts) {
  const name = "classes";
  const kinds = [
    { value: "classifier", label: text("lecture.classes.classifier"), link: preset("classifier").link },
    { value: "unchecked", label: text("lecture.classes.unchecked"), link: preset("classifier").opposite },
    { value: "single", label: text("lecture.classes.single"), link: preset("bridges").link },
    { value: "clustered", label: text("lecture.classes.clustered"), link: preset("bridges").opposite },
  ];
  const run = live({ runs: [{ name, link: kinds[0].link, title: text("lecture.classes.plane") }], layers: ["real", "generated"], speed: 120 });
  const latent = element("div", { class: "figure-frame" }, element("p", { class: "figure-title" }, text("lecture.classes.latent")),
    view(name, ["latent"], text("lecture.classes.latent"), "latent"));
  run.views.prepend(latent);
  run.views.dataset.count = "2";

  // Generated points have a colour, or one for each class.
  const mark = element("i", { class: "dot" });
  const word = element("span");
  run.legend.querySelector("[data-layer=generated]").replaceChildren(mark, word);
  const explain = () => {
    const { classes } = window.saddle.traits(name);
    const slices = classes.map((colour, i) => `${colour} ${i / classes.length}turn ${(i + 1) / classes.length}turn`);
    mark.style.background = slices.length ? `conic-gradient(${slices})` : "var(--generated)";
    word.textContent = text(slices.length ? "lecture.legend.classes" : "lecture.legend.generated");
  };
  const which = choice(text("lecture.classes.choose"), kinds, kinds[0].value, (value) => {
    run.load(0, kinds.find((kind) => kind.value === value).link);
    explain();
  });
  parts.append(controls(which.node), run.views, run.legend, run.transport);
  run.onMeasures(explain); // Colours are other ones in the dark.
  explain();
  return run;
}
