// A thing to drag, or to move with the arrow keys. Only the handle itself takes hold of a finger; beside it a page scrolls.

import { element } from "../../../common/element.js";

/**
 * Put a handle into a plot.
 * @param {Record<string, any>} plot
 * @param {{label: string, colour: string, kind?: string, min: number, max: number, step: number, get: () => number,
 *   set: (value: number) => void, place: () => [number, number], read?: (x: number, y: number) => number, write: (value: number) => string}} how
 *   `place` is where it is, in the plot's pixels; `read` the value of a place that it is dragged to.
 */
export function handle(plot, { label, colour, kind = "", min, max, step, get, set, place, read = (x) => plot.toX(x), write }) {
  const node = element("div", {
    class: `handle ${kind}`, role: "slider", tabindex: "0", "aria-label": label, "aria-valuemin": min, "aria-valuemax": max,
    title: label, style: `--colour: var(--${colour})`,
  });
  plot.overlay.append(node);

  const change = (value) => {
    const rounded = Math.round(value / step) * step;
    if (Number.isFinite(rounded)) set(Number(Math.min(max, Math.max(min, rounded)).toFixed(6)));
  };
  const show = () => {
    const [x, y] = place();
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    node.style.transform = `translate(${x}px, ${y}px)`;
    node.setAttribute("aria-valuenow", String(get()));
    node.setAttribute("aria-valuetext", write(get()));
  };

  // What lies between the pointer and the handle's middle when it is taken stays between them.
  let grip = null;
  node.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    const [x, y] = place();
    const [atX, atY] = plot.at(event);
    grip = [atX - x, atY - y];
    node.setPointerCapture(event.pointerId);
    node.classList.add("held");
  });
  node.addEventListener("pointermove", (event) => {
    if (!grip) return;
    const [x, y] = plot.at(event);
    change(read(x - grip[0], y - grip[1]));
  });
  const release = () => { grip = null; node.classList.remove("held"); };
  node.addEventListener("pointerup", release);
  node.addEventListener("pointercancel", release);

  const far = Math.max(step, Math.round((max - min) / 10 / step) * step);
  const moves = { ArrowLeft: -step, ArrowDown: -step, ArrowRight: step, ArrowUp: step, PageDown: -far, PageUp: far };
  node.addEventListener("keydown", (event) => {
    const by = moves[event.key];
    if (by) change(get() + by * (event.shiftKey ? 5 : 1));
    else if (event.key === "Home") change(min);
    else if (event.key === "End") change(max);
    else return;
    event.preventDefault();
  });
  plot.also(show);
  return { node, show };
}
