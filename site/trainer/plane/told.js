// What there is at a place of a plane: a card beside it, and a mark on it. A pointer that passes is followed; a click, a tap or Enter keeps the
// place, or the generated point that is there wherever it goes, until Escape, and then the card can be copied.

import { announce } from "../parts/announce.js";
import { byId, element, icon, shape } from "../../common/element.js";
import { copy } from "../../common/permitted.js";
import { formatNumber, text, translate } from "../../common/text.js";

const near = 7;     // pixels from a point within which it is pointed at
const rounds = 24;  // of a point's path
const pause = 250;  // ms that a pointer has been on a plane before it is answered
const apart = 14;   // pixels between the card and the place

const number = (value) => formatNumber(value, 3);
const vector = (values) => `(${values.map(number).join("; ")})`;

/** The lines of an answer: what each is called, and what it says. */
function linesOf({ step, answer: a }) {
  const lines = [
    [text("measure.step.label"), formatNumber(step)],
    ["x, y", vector([a.x, a.y])],
    ["D", a.scores ? text("told.score", { value: number(a.d), score: number(a.score) }) : number(a.d)],
    ["D*", number(a.best)],
    [text("told.data"), number(a.data)],
    [text("told.model"), number(a.model)],
    [text("told.pull"), vector([a.pullx, a.pully])],
  ];
  if (!a.point) return lines;
  const { number: which, z, class: of, planepath: path } = a.point;
  lines.push([text("told.point"), formatNumber(which)], ["z", vector([...z])]);
  if (of > 0) lines.push([text("told.class"), formatNumber(of)]);
  if (path.length > 2) {
    const [x, y] = path;
    lines.push([text("told.path", { steps: path.length / 2 - 1 }), number(Math.hypot(path.at(-2) - x, path.at(-1) - y))]);
  }
  return lines;
}

/** Begin with the event that has had this loaded. */
export function startTold(first) {
  const { saddle } = window;
  let asked = null;  // where: the plane's element, the place in its units, and the number of the point that is kept, or 0; and whether to keep it
  let kept = false;  // the place stays until Escape
  let busy = false;
  let again = false; // something has changed since an answer was asked for
  let answer = null;
  let entered = 0;   // the timer of a pointer that has come

  const list = element("dl");
  const note = element("p", { class: "told-note", "data-text": "told.keep" });
  const copied = element("button", { class: "small-button", type: "button", "data-text": "copy.button", onclick: take });
  const close = element("button", { class: "icon-button", type: "button", "data-label": "page.close", onclick: hide }, icon("close"));
  const card = element("aside", { class: "told", "data-label": "told.label", hidden: true }, list, note, element("div", { class: "told-buttons" }, copied, close));
  const path = shape("path", { class: "told-path" });
  const cross = shape("path", { class: "told-cross" });
  const ring = shape("circle", { r: near });
  const mark = shape("svg", { class: "told-mark", "aria-hidden": "true" }, path, cross, ring);
  document.body.append(mark, card);
  translate(card);

  /** Where the plane's units lie in the window: the square worth showing fits, and more is seen along the longer side. */
  function placing(view) {
    const { left, top, width, height } = view.getBoundingClientRect();
    const scale = Math.min(width, height) / (2 * saddle.extent(view.dataset.experiment ?? ""));
    return { left, top, width, height, scale, at: (x, y) => [width / 2 + x * scale, height / 2 - y * scale] };
  }

  async function ask() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    again = false;
    const now = asked;
    const { view, x, y, point } = now;
    const reach = saddle.shown().generated ? near / placing(view).scale : 0;
    try {
      const seen = await saddle.look({ ask: { on: true, x, y, reach: kept && !point ? 0 : reach, point, path: rounds } }, view.dataset.experiment ?? "");
      if (asked) {
        answer = seen;
        if (now.keeps && now === asked) keep();
        show();
      }
    } finally {
      busy = false;
      if (again && asked) ask();
    }
  }

  function show() {
    const { view } = asked;
    if (!view.isConnected || !view.checkVisibility()) {
      hide();
      return;
    }
    const { answer: a } = answer;
    list.replaceChildren(...linesOf(answer).map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))));
    card.hidden = false;
    card.classList.toggle("kept", kept);
    const { left, top, width, height, at } = placing(view);
    const [px, py] = at(a.planex, a.planey);
    mark.style.cssText = `left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
    mark.classList.add("shown");
    cross.setAttribute("d", kept ? `M0 ${py}H${px - near}M${px + near} ${py}H${width}M${px} 0V${py - near}M${px} ${py + near}V${height}` : "");
    ring.setAttribute("cx", px);
    ring.setAttribute("cy", py);
    ring.classList.toggle("point", Boolean(a.point));
    const way = a.point?.planepath ?? [];
    path.setAttribute("d", way.length > 2 ? "M" + Array.from({ length: way.length / 2 }, (_, i) => at(way[2 * i], way[2 * i + 1]).join(" ")).join("L") : "");
    // On the side of the place where there is more room.
    const size = card.getBoundingClientRect();
    const [x, y] = [left + px, top + py];
    const right = x + apart + size.width <= innerWidth - 8;
    card.style.left = `${Math.max(8, right ? x + apart : x - apart - size.width)}px`;
    card.style.top = `${Math.max(8, Math.min(y + apart + size.height <= innerHeight - 8 ? y + apart : y - apart - size.height, innerHeight - size.height - 8))}px`;
  }

  function hide() {
    clearTimeout(entered);
    entered = 0;
    if (card.contains(document.activeElement)) byId("asking").focus();
    asked = null;
    answer = null;
    kept = false;
    card.hidden = true;
    mark.classList.remove("shown");
  }

  /** Keep the place, or the point that is there. */
  function keep() {
    kept = true;
    asked.point = answer.answer.point?.number ?? 0;
    asked.keeps = false;
  }

  async function take() {
    const said = linesOf(answer).map((line) => line.join("\t")).join("\n");
    announce(text((await copy(said)) ? "copy.done" : "copy.refused"));
    copied.dataset.text = "copy.done";
    translate(card);
    setTimeout(() => {
      copied.dataset.text = "copy.button";
      translate(card);
    }, 2000);
  }

  /** The place of a view that a pointer is over. */
  function placeOf(event) {
    const view = event.target.closest?.("[data-view=plane]");
    const place = view && saddle.toPlane(view, event.clientX, event.clientY);
    return place && { view, x: place.x, y: place.y, point: 0 };
  }

  function move(event) {
    if (kept || event.pointerType === "touch" || !(event.movementX || event.movementY)) return; // What moves below a pointer is no gesture.
    const place = placeOf(event);
    if (!place) {
      if (asked && document.activeElement !== byId("asking")) hide();
      clearTimeout(entered);
      entered = 0;
      return;
    }
    if (asked) {
      asked = place;
      ask();
      return;
    }
    clearTimeout(entered);
    entered = setTimeout(() => {
      if (kept) return;
      asked = place;
      ask();
    }, pause);
  }

  function click(event) {
    if (card.contains(event.target)) return;
    const place = placeOf(event);
    if (!place) {
      if (kept && !event.target.closest?.("button, input, select, label, a")) hide();
      return;
    }
    clearTimeout(entered);
    const [x, y] = [place.x, place.y];
    const same = kept && asked && Math.hypot(x - asked.x, y - asked.y) * placing(place.view).scale < near;
    if (same) {
      hide();
      return;
    }
    asked = { ...place, keeps: true };
    kept = false;
    ask();
  }

  function key(event) {
    if (event.key === "Escape" && asked) {
      event.preventDefault();
      hide();
      return;
    }
    if (event.target.id !== "asking" || event.ctrlKey || event.metaKey || event.altKey) return;
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const [dx, dy] = ways[event.key] ?? [0, 0];
    if (event.key === "Enter" && asked && answer) {
      event.preventDefault();
      keep();
      show();
      copied.focus();
    } else if (dx || dy) {
      event.preventDefault();
      if (!asked) middle();
      const half = saddle.extent();
      const by = (half / 50) * (event.shiftKey ? 5 : 1);
      const from = answer && asked.point ? answer.answer : { planex: asked.x, planey: asked.y };
      const inside = (value) => Math.max(-half, Math.min(half, value));
      asked = { ...asked, x: inside(from.planex + dx * by), y: inside(from.planey + dy * by), point: 0, keeps: false };
      kept = false;
      ask();
    }
  }

  /** Begin in the middle of the main plane. */
  function middle() {
    asked = { view: document.querySelector("#plane [data-view=plane]"), x: 0, y: 0, point: 0 };
    ask();
  }

  const focus = ({ target }) => { if (target.id === "asking" && !kept) middle(); };
  const blur = ({ target, relatedTarget }) => { if (target.id === "asking" && !card.contains(relatedTarget) && !kept) hide(); };
  const follow = () => { if (asked && answer) ask(); };
  document.addEventListener("pointermove", move, { passive: true });
  document.addEventListener("click", click);
  document.addEventListener("keydown", key);
  document.addEventListener("focusin", focus);
  document.addEventListener("focusout", blur);
  document.documentElement.addEventListener("pointerleave", () => { if (!kept && document.activeElement !== byId("asking")) hide(); });
  document.addEventListener("scroll", () => (kept && answer ? show() : hide()), { capture: true, passive: true });
  addEventListener("resize", () => { if (answer) show(); });
  for (const event of /** @type {const} */ (["measures", "timeline", "change"])) saddle.on(event, follow);
  ({ pointermove: move, click, focusin: focus })[first.type]?.(first);
}
