// Figures on paper. Diagrams are printed as they stand, drawn for the width that they have there; a figure that the reader has not come to
// is made. The program cannot draw a plane that is out of sight in the moment in which somebody prints, so each gets a picture of
// its points, with the number of rounds below it: of those that the run has come to, or, where nobody has begun it, of a short one
// that is played for the picture. All of it is there when the browser asks, and taken away afterwards.

import { element, shape } from "../../common/element.js";
import { formatNumber, text } from "../../common/text.js";
import { linkOf } from "./parts/live.js";

const side = 400;
const most = 1000; // points of a kind
const rounds = 300; // of a run that nobody has begun
const patience = 300; // ms that such a run may take: there are a dozen of them, and somebody waits

/** Circles for points x0, y0, x1, y1, ... of the square that reaches so far from the origin. */
function dots(points, reach, kind) {
  const path = [];
  for (let i = 0; i < Math.min(points.length, 2 * most); i += 2) {
    const [x, y] = [(points[i] / reach + 1) * side / 2, (1 - points[i + 1] / reach) * side / 2];
    if (x >= 0 && y >= 0 && x <= side && y <= side) path.push(`M${x.toFixed(1)} ${y.toFixed(1)}h0`);
  }
  return shape("path", { class: `printed-${kind}`, d: path.join("") });
}

/** What is generated as it is now, and at which round that is. */
function generated(experiment) {
  const { saddle } = window;
  const known = saddle.snapshot(experiment);
  return known.step > 0 ? known : /** @type {{ points: Float32Array, step: number }} */ (saddle.sketch(linkOf(experiment), rounds, patience)); // a figure's link is as it should be
}

/** A picture of an experiment's points, in the layers that its view shows, and what is said below it. */
function pictureOf({ dataset: { experiment, layers } }) {
  const { points: real, extent } = window.saddle.data(linkOf(experiment));
  const shown = layers.split(",");
  const { points, step } = generated(experiment);
  const picture = shape("svg", { class: "printed", viewBox: `0 0 ${side} ${side}` },
    ...(shown.includes("real") ? [dots(real, extent, "real")] : []),
    ...(shown.includes("generated") ? [dots(points, extent, "generated")] : []));
  return [picture, element("p", { class: "printed-rounds" }, text("lecture.rounds", { count: formatNumber(step) }))];
}

/** Have all diagrams drawn for the room that they have now. */
const fitDiagrams = () => { for (const diagram of document.querySelectorAll(".plot")) diagram.dispatchEvent(new Event("fit")); };

/**
 * Listen to the browser printing.
 * @param {() => void} makeAll makes the figures that are not there yet, at once
 */
export function startPrinting(makeAll) {
  const root = document.documentElement;
  let pictures = [];
  const clear = () => { for (const picture of pictures) picture.remove(); };
  addEventListener("beforeprint", () => {
    clear(); // a browser may ask again
    makeAll();
    root.dataset.paper = "";
    fitDiagrams();
    const views = [...document.querySelectorAll(".figure-stage[data-state=ready] [data-view=plane]")].filter(({ dataset }) => linkOf(dataset.experiment) !== undefined);
    pictures = views.flatMap((view) => {
      const [picture, said] = pictureOf(view);
      view.append(picture);
      view.after(said);
      return [picture, said];
    });
  });
  addEventListener("afterprint", () => {
    clear();
    delete root.dataset.paper;
    fitDiagrams();
  });
}
