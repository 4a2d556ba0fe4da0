// The program draws a view wherever its element is. But the element may have been scrolled away under the plane, or its legend,
// which stay in their places: then it is hidden, and not drawn. (What the column that scrolls cuts off, the program leaves out: data-frame.)

import { byId } from "../../common/element.js";

const meet = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

/** Watch the views beside the plane. */
export function startCovering() {
  const stage = byId("plane").closest(".planes, .embed-stage") ?? byId("plane");
  const views = [...document.querySelectorAll("[data-view]")].filter((view) => !stage.contains(view));
  const over = [stage, ...document.querySelectorAll(".legend, .diagnosis")];
  const cover = () => {
    const places = over.map((node) => node.getBoundingClientRect());
    for (const view of views) view.hidden = places.some((place) => meet(view.parentElement.getBoundingClientRect(), place));
  };
  addEventListener("scroll", cover, { passive: true });
  addEventListener("resize", cover);
  // What unfolds moves what comes after it.
  const observer = new ResizeObserver(cover);
  for (const node of document.querySelectorAll(".groups, .group, .card")) observer.observe(node);
  cover();
}
