// A person's own cloud: points drawn on the plane with a pointer, a finger or the keyboard, or taken from an image.

import { announce, notify } from "../parts/announce.js";
import { byId, element, icon, shape } from "../../common/element.js";
import { chosenPlane, restartBoth } from "../split/side.js";
import { limits, readImage } from "./image.js";
import { between, brush, erase, randomFrom, spray } from "./tools.js";
import { formatNumber, onLanguage, text, translate } from "../../common/text.js";
import { colour } from "../../common/theme.js";

const spacing = 7; // CSS pixels between the points of a stroke
const most = 2000; // points
const fromImage = 1500; // points, so that there is room for more
const kept = 200; // changes that can be taken back
const sizes = 8;

// Each tool with its name's text, its key, its radius in CSS pixels at each size from 0 on, and the size that it has at first.
const tools = {
  brush: { name: "drawing.brush", key: "b", radius: (size) => 8 * size, size: 0, icon: () => icon("pen") },
  spray: { name: "drawing.spray", key: "s", radius: (size) => 8 * (size + 1), size: 3, icon: () => sign("M9 10h7v10.5H9zM10.5 10V6.5h4V10M6.5 4h.01M3.5 2.5h.01M6.5 8h.01M3.5 6.5h.01M3.5 10h.01") },
  eraser: { name: "drawing.eraser", key: "e", radius: (size) => 8 * (size + 1), size: 2, icon: () => sign("M8 19.5l-4-4a1.6 1.6 0 0 1 0-2.3L13.2 4a1.6 1.6 0 0 1 2.3 0l4.5 4.5a1.6 1.6 0 0 1 0 2.3L11.3 19.5zM8.8 8.4l6.8 6.8M8 19.5h12") },
};

// Why there are no points from an image, by what readImage says.
const whys = { kind: "drawing.image.kind", large: "drawing.image.large", broken: "drawing.image.broken", shade: "drawing.image.shade" };

/** An icon that only drawing has. */
const sign = (path) => shape("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, shape("path", { d: path }));

/** Make the plane something to draw on: {open, toggle, image}. */
export function makeSheet() {
  let points = []; // {x, y} in the plane's units
  let past = [];   // what there was before each change
  let said = () => counted(); // what is said of them
  let tool = "brush";
  let stroke = null; // the one being drawn: its pointer, where it is, and the points as they are with it
  let cross = null;  // the keyboard's place, in the plane's units

  const layer = byId("drawing");
  const canvas = element("canvas", { tabindex: "0", role: "application", "data-label": "drawing.canvas", "data-own-keys": true });
  const circle = element("div", { class: "drawing-circle", hidden: true });
  const small = (key, act) => element("button", { class: "small-button", type: "button", "data-text": key, onclick: act });
  const buttons = Object.entries(tools).map(([which, { name, key, icon }]) => element("button", {
    class: "icon-button", type: "button", "data-tool": which, "data-label": name, "data-tip": `${name}.help`, "data-key": key.toUpperCase(),
    onclick: ({ detail }) => { choose(which); if (detail) canvas.focus(); },
  }, icon()));
  const size = element("input", { type: "range", min: 0, max: sizes - 1, step: 1, id: "drawing-size", oninput: () => resize(Number(size.value)) });
  const picker = element("input", { type: "file", accept: "image/png,image/jpeg,image/webp", hidden: true, onchange: () => { if (picker.files[0]) image(picker.files[0]); picker.value = ""; } });
  const fromFile = small("drawing.image", () => picker.click());
  fromFile.dataset.tip = "drawing.image.help";
  const undo = small("drawing.undo", takeBack);
  const clear = small("drawing.clear", () => change([]));
  const sentence = element("p", {});
  layer.append(canvas, circle, element("div", { class: "drawing-tools" },
    element("div", { class: "drawing-row", role: "group", "data-label": "drawing.tools" }, ...buttons,
      element("label", { class: "drawing-size" }, element("span", { "data-text": "drawing.size" }), size)),
    element("div", { class: "drawing-row" }, fromFile, picker, undo, clear, small("drawing.done", close)), sentence));
  translate(layer);

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
  const radius = () => tools[tool].radius(tools[tool].size);

  function paint() {
    const ratio = devicePixelRatio || 1;
    canvas.width = Math.round(canvas.clientWidth * ratio);
    canvas.height = Math.round(canvas.clientHeight * ratio);
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    context.fillStyle = colour("real");
    context.strokeStyle = colour("paper");
    for (const point of stroke?.points ?? points) {
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
      encircle(x, y);
    }
    undo.disabled = past.length === 0;
    clear.disabled = points.length === 0;
    sentence.textContent = points.length ? said() : text("drawing.hint");
  }

  /** Show how far the tool reaches around a place, in CSS pixels. */
  function encircle(x, y) {
    const reach = radius();
    circle.hidden = reach === 0;
    Object.assign(circle.style, { left: x - reach + "px", top: y - reach + "px", width: 2 * reach + "px", height: 2 * reach + "px" });
  }

  function choose(name) {
    tool = name;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.tool === name));
    resize(tools[name].size);
  }

  function resize(to) {
    tools[tool].size = Math.max(0, Math.min(to, sizes - 1));
    size.value = String(tools[tool].size);
    size.setAttribute("aria-valuetext", formatNumber(tools[tool].size + 1));
    circle.hidden = true; // until the pointer is over the plane again
    if (cross) paint();
  }

  /** How many points there are, and what to do where there is no room for more. */
  const counted = () => text(points.length < most ? "drawing.count" : "drawing.full", { count: formatNumber(points.length), most: formatNumber(most) });

  /** Show these points, say what they are, and train on them as soon as there is something to train on. */
  function put(next, sentence = counted) {
    points = next;
    said = sentence;
    if (points.length > 0 && window.saddle.points(points).restarted) restartBoth();
    paint(); // now, as the plane shows as much as the points need
    announce(said());
  }

  /** Have these points in place of those that there are. */
  function change(next, sentence) {
    past = [...past, points].slice(-kept);
    put(next, sentence);
  }

  function takeBack() {
    if (past.length) put(past.pop());
  }

  /** Use the tool at a place in the plane: what the stroke then has. */
  function use(at) {
    const reach = { radius: radius() / scale(), spacing: spacing / scale(), random: stroke.random };
    if (tool === "eraser") {
      stroke.points = erase(stroke.points, at, reach.radius);
      return;
    }
    const added = tool === "brush" ? brush(stroke.points.slice(points.length), at, reach) : spray(at, reach);
    stroke.points = [...stroke.points, ...added.slice(0, Math.max(0, most - stroke.points.length))];
  }

  /** Begin a stroke at a place. The same strokes give the same points. */
  function begin(at, pointer) {
    stroke = { pointer, at, points, random: randomFrom(past.length) };
    use(at);
  }

  function finish() {
    const drawn = stroke.points;
    const changed = drawn.length !== points.length;
    stroke = null;
    if (changed) change(drawn);
    else paint();
  }

  const placeOf = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || stroke) return;
    canvas.setPointerCapture(event.pointerId);
    cross = null;
    const { x, y } = placeOf(event);
    encircle(x, y);
    begin(toPlane(x, y), event.pointerId);
    paint();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (cross && !stroke) return; // the keyboard's
    const { x, y } = placeOf(event);
    encircle(x, y);
    if (stroke?.pointer !== event.pointerId) return;
    // A fast hand moves further than an event: the browser keeps the places between.
    for (const part of event.getCoalescedEvents?.() ?? [event]) {
      const { x, y } = placeOf(part);
      if (x < 0 || y < 0 || x > canvas.clientWidth || y > canvas.clientHeight) continue;
      for (const at of between(stroke.at, toPlane(x, y), Math.max(spacing, radius() / 2) / scale())) {
        use(at);
        stroke.at = at;
      }
    }
    paint();
  });
  const end = (event) => { if (stroke?.pointer === event.pointerId) finish(); };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  canvas.addEventListener("pointerleave", () => { circle.hidden = true; });

  /** The keys of the plane itself; whether this is one. */
  function draws(event) {
    const step = half() * (event.shiftKey ? 0.1 : 0.025);
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] }[event.key];
    if (move) {
      const clamp = (value) => Math.max(-half(), Math.min(half(), value));
      cross = { x: clamp((cross?.x ?? 0) + move[0]), y: clamp((cross?.y ?? 0) + move[1]) };
      paint();
    } else if (event.key === " " || event.key === "Enter") {
      cross ??= { x: 0, y: 0 };
      begin(cross, null);
      finish();
    } else if (event.key === "Backspace") {
      takeBack();
    }
    return move || [" ", "Enter", "Backspace"].includes(event.key);
  }

  layer.addEventListener("keydown", (event) => {
    if (stroke) return;
    const key = event.key.toLowerCase();
    const named = Object.keys(tools).find((name) => tools[name].key === key);
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if (key !== "z" || event.altKey || event.shiftKey) return;
      takeBack();
    } else if (named) {
      choose(named);
    } else if (key === "[" || key === "]") {
      resize(tools[tool].size + (key === "[" ? -1 : 1));
    } else if (event.target !== canvas || !draws(event)) {
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
  onLanguage(follow);

  /** Whether these are the points that were drawn, but for the rounding of links. */
  function isDrawn(others) {
    const close = (a, b) => Math.hypot(a.x - b.x, a.y - b.y) < half() / 50;
    return others.length === points.length && others.every((point, i) => close(point, points[i]));
  }

  function close() {
    layer.hidePopover();
    cross = null;
    circle.hidden = true;
    byId("play").focus();
  }

  function open() {
    // Points that came with a link or from another page can be added to.
    const config = window.saddle.config();
    if (config.cloud === "points" && !isDrawn(config.points)) {
      points = config.points;
      past = [];
      said = counted;
    }
    if (!isOpen()) layer.showPopover();
    align();
    paint();
    canvas.focus();
  }

  /** Have points from an image, or say why there are none. */
  async function image(file) {
    const { points: drawn, wrong } = await readImage(file, fromImage);
    if (wrong) return void notify(text(whys[wrong], { name: file.name, ...limits }), { bad: true });
    open();
    change(drawn, () => text("drawing.imaged", { name: file.name, count: formatNumber(fromImage) }));
  }

  choose(tool);
  return { open, toggle: () => (isOpen() ? close() : open()), image };
}
