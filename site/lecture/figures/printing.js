// Figures on paper. Diagrams are printed as they stand. The program cannot draw a plane that is out of sight in the moment in which somebody
// prints, so each plane gets a picture of its points as they are then; it is taken away afterwards.

import { shape } from "../../common/element.js";
import { linkOf } from "./parts/live.js";

const side = 400;
const most = 1000; // points of a kind

/** Circles for points x0, y0, x1, y1, ... of the square that reaches so far from the origin. */
function dots(points, reach, kind) {
  const path = [];
  for (let i = 0; i < Math.min(points.length, 2 * most); i += 2) {
    const [x, y] = [(points[i] / reach + 1) * side / 2, (1 - points[i + 1] / reach) * side / 2];
    if (x >= 0 && y >= 0 && x <= side && y <= side) path.push(`M${x.toFixed(1)} ${y.toFixed(1)}h0`);
  }
  return shape("path", { class: `printed-${kind}`, d: path.join("") });
}

/** A picture of an experiment's points, in the layers that its view shows. */
function pictureOf({ dataset: { experiment, layers } }) {
  const { saddle } = window;
  const { points: real, extent } = saddle.data(linkOf(experiment));
  const shown = layers.split(",");
  return shape("svg", { class: "printed", viewBox: `0 0 ${side} ${side}` },
    ...(shown.includes("real") ? [dots(real, extent, "real")] : []),
    ...(shown.includes("generated") ? [dots(saddle.snapshot(experiment).points, extent, "generated")] : []));
}

/** Listen to the browser printing. */
export function startPrinting() {
  let pictures = [];
  addEventListener("beforeprint", () => {
    const views = [...document.querySelectorAll(".figure-stage[data-state=ready] [data-view=plane]")].filter(({ dataset }) => linkOf(dataset.experiment) !== undefined);
    pictures = views.map((view) => view.appendChild(pictureOf(view)));
  });
  addEventListener("afterprint", () => { for (const picture of pictures) picture.remove(); });
}
