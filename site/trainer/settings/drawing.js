// A person's own cloud: points strewn on the plane with a pointer, a finger or the keyboard.

import { announce } from "../parts/announce.js";
import { byId, element, icon } from "../../common/element.js";
import { chosenPlane, restartBoth } from "../split/side.js";
import { shortcut } from "../parts/shortcuts.js";
import { text, translate } from "../../common/text.js";
import { colour } from "../../common/theme.js";

const spacing = 7; // CSS pixels between the points of a stroke
const most = 2000; // points

/** Strokes, each an array of {x, y} in the plane's units: undo takes the last one back. */
let strokes = [];
let open = () => {};

/** Let a person draw on the plane. */
export const openDrawing = () => open();

const all = () => strokes.flat();

/** The control of the field of points: how many there are, and the way to the plane. */
export function pointsControl() {
  const button = element("button", { class: "text-button wide", type: "button", onclick: openDrawing }, icon("pen"), element("span", { "data-text": "drawing.open" }));
  return { node: button, input: button, show() {} };
}

/** Make the plane something to draw on, when asked. */
export function startDrawing() {
  const layer = byId("drawing");
  const canvas = element("canvas", { tabindex: "0", role: "application", "data-label": "drawing.canvas", "data-own-keys": true });
  const undo = element("button", { class: "small-button", type: "button", "data-text": "drawing.undo", onclick: () => change(strokes.slice(0, -1)) });
  const clear = element("button", { class: "small-button", type: "button", "data-text": "drawing.clear", onclick: () => change([]) });
  const done = element("button", { class: "small-button", type: "button", "data-text": "drawing.done", onclick: () => close() });
  layer.append(canvas, element("div", { class: "drawing-tools" }, element("p", {}, element("span", { "data-text": "drawing.hint" }), element("span", { class: "drawing-keys", "data-text": "drawing.keys" })), undo, clear, done));
  translate(layer);

  let stroke = null; // the stroke being drawn
  let cross = null;  // the keyboard's place, in the plane's units

  /** Over the plane, which may have moved: the layer is in the browser's top layer, since the program's canvas is over all else. */
  function align() {
    const { left, top, width, height } = chosenPlane().getBoundingClientRect();
    Object.assign(layer.style, { left: left + "px", top: top + "px", width: width + "px", height: height + "px" });
  }

  const isOpen = () => layer.matches(":popover-open");
  const half = () => window.saddle.extent();
  // As wasm/plot does: the square around the origin fits, and of the plane's longer side more is seen.
  const scale = () => Math.min(canvas.clientWidth, canvas.clientHeight) / (2 * half());
  const toPlane = (px, py) => ({ x: (px - canvas.clientWidth / 2) / scale(), y: (canvas.clientHeight / 2 - py) / scale() });
  const toPixel = ({ x, y }) => ({ x: canvas.clientWidth / 2 + x * scale(), y: canvas.clientHeight / 2 - y * scale() });

  function paint() {
    const ratio = devicePixelRatio || 1;
    canvas.width = Math.round(canvas.clientWidth * ratio);
    canvas.height = Math.round(canvas.clientHeight * ratio);
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    context.fillStyle = colour("real");
    context.strokeStyle = colour("paper");
    for (const point of [...all(), ...(stroke ?? [])]) {
      const { x, y } = toPixel(point);
      context.beginPath();
      context.arc(x, y, 3, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
    if (cross) {
      const { x, y } = toPixel(cross);
      context.strokeStyle = colour("ink");
      context.lineWidth = 1.5;
      context.beginPath();
      context.moveTo(x - 9, y); context.lineTo(x + 9, y);
      context.moveTo(x, y - 9); context.lineTo(x, y + 9);
      context.stroke();
    }
    undo.disabled = clear.disabled = strokes.length === 0;
  }

  /** Take these strokes, and train on them as soon as there is something to train on. */
  function change(next) {
    strokes = next;
    const points = all();
    if (points.length > 0 && window.saddle.points(points).restarted) restartBoth();
    paint(); // now, as the plane shows as much as the points need
    announce(text("drawing.count", { count: points.length }));
  }

  function extend(event) {
    const box = canvas.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    if (x < 0 || y < 0 || x > box.width || y > box.height || all().length + stroke.length >= most) return;
    const last = stroke.at(-1) && toPixel(stroke.at(-1));
    if (last && Math.hypot(x - last.x, y - last.y) < spacing) return;
    stroke.push(toPlane(x, y));
    paint();
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    cross = null;
    stroke = [];
    extend(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!stroke) return;
    // A fast hand moves further than an event: the browser keeps the places between.
    for (const part of event.getCoalescedEvents?.() ?? [event]) extend(part);
  });
  const end = () => {
    if (!stroke) return;
    const finished = stroke;
    stroke = null;
    if (finished.length) change([...strokes, finished]);
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);

  canvas.addEventListener("keydown", (event) => {
    const step = half() * (event.shiftKey ? 0.1 : 0.025);
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] }[event.key];
    if (move) {
      const clamp = (value) => Math.max(-half(), Math.min(half(), value));
      cross = { x: clamp((cross?.x ?? 0) + move[0]), y: clamp((cross?.y ?? 0) + move[1]) };
      paint();
    } else if (event.key === " " || event.key === "Enter") {
      cross ??= { x: 0, y: 0 };
      if (all().length < most) change([...strokes, [{ ...cross }]]);
    } else if (event.key === "Backspace" || (event.key === "z" && (event.ctrlKey || event.metaKey))) {
      if (strokes.length) change(strokes.slice(0, -1));
    } else {
      return;
    }
    event.preventDefault();
  });
  // Whatever has the focus: the plane's buttons can be used meanwhile.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !isOpen() || document.querySelector("[popover=auto]:popover-open, dialog[open]")) return;
    event.preventDefault();
    close();
  });
  const follow = () => {
    if (!isOpen()) return;
    align();
    paint();
  };
  addEventListener("resize", follow);
  addEventListener("scroll", follow, { capture: true, passive: true });

  /** Whether these are the strokes' points, but for the rounding of links. */
  function isDrawn(points) {
    const drawn = all();
    const close = (a, b) => Math.hypot(a.x - b.x, a.y - b.y) < half() / 50;
    return points.length === drawn.length && points.every((point, i) => close(point, drawn[i]));
  }

  function close() {
    layer.hidePopover();
    cross = null;
    byId("play").focus();
  }

  open = () => {
    // Points that came with a link or from another page can be added to.
    const { cloud, points } = window.saddle.config();
    if (cloud === "points" && !isDrawn(points)) strokes = points.map((point) => [point]);
    layer.showPopover();
    align();
    paint();
    canvas.focus();
  };
  shortcut("d", "drawing.open", () => (isOpen() ? close() : open()));
}
