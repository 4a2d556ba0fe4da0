// The first figure: press play, and the cloud moves.

import { element } from "../../element.js";
import { live } from "./parts/live.js";

export function make(parts) {
  const run = live({ runs: [{ name: "play", link: "" }], speed: 120 });
  parts.append(run.views, run.legend, element("div", { class: "figure-centre" }, run.transport));
  return run;
}
