// The measures of all runs, in the order of the one that is chosen: the best run comes first.

import { element } from "../../common/element.js";
import { chip } from "./chip.js";
import { formatNumber, text, translate } from "../../common/text.js";

const percent = (share) => (Number.isFinite(share) ? formatNumber(share * 100, 3) + " %" : "–");

/** What is compared: whether more is better, and how it is written. */
const columns = [
  { name: "modes", more: true, of: (m) => (m.modes_total > 0 ? m.modes : NaN), write: (m) => (m.modes_total > 0 ? text("numbers.of", { count: m.modes, total: m.modes_total }) : "–") },
  { name: "high_quality", more: true, of: (m) => m.high_quality, write: (m) => percent(m.high_quality) },
  { name: "jsd", more: false, of: (m) => m.jsd, write: (m) => formatNumber(m.jsd) },
  { name: "sliced_w", more: false, of: (m) => m.sliced_w, write: (m) => formatNumber(m.sliced_w) },
];

/** Make the table; `take` is called with the run that a person opens. Without it none can be, and they begin in their own order. */
export function makeTable(runs, label, take) {
  let sorted = take ? "jsd" : "number";
  let turned = false; // worst first
  const heads = new Map(["number", ...columns.map(({ name }) => name)].map((name) => {
    const key = name === "number" ? "race.run" : `measure.${name}.label`;
    const button = element("button", { class: "race-sort", type: "button", "data-text": key, ...(name !== "number" && { "data-tip": `measure.${name}.help` }), onclick: () => {
      turned = sorted === name && !turned;
      sorted = name;
      self.show();
    } });
    return [name, element("th", { scope: "col", "data-column": name }, button)];
  }));
  const rows = new Map(runs.map((run) => {
    const name = element("span");
    const number = element("span");
    const open = take && element("button", { class: "small-button", type: "button", "data-text": "race.take.short", "data-tip": "race.take.help", onclick: () => take(run) });
    const cells = columns.map(() => element("td"));
    const row = element("tr", { "data-run": run.number }, element("th", { scope: "row" }, element("span", { class: "race-who" }, number, name)), ...cells);
    if (open) row.append(element("td", {}, open));
    return [run, { node: row, name, number, open, cells }];
  }));
  const body = element("tbody", {}, ...[...rows.values()].map(({ node }) => node));
  const node = element("div", { class: "race-table", tabindex: "0", role: "group", "data-label": "race.measures" },
    element("table", {}, element("thead", {}, element("tr", {}, ...heads.values(), ...(take ? [element("th", {}, element("span", { class: "unseen", "data-text": "race.take.short" }))] : []))), body));
  translate(node);

  /** What a run is sorted by: the smallest first, what there is not last. */
  function rank(run) {
    if (sorted === "number") return run.number;
    const { more, of } = columns.find(({ name }) => name === sorted);
    const value = of(run.measures ?? {});
    if (run.out || !Number.isFinite(value)) return Infinity;
    return more !== turned ? -value : value;
  }

  const self = {
    node,
    show() {
      const order = [...runs].sort((a, b) => {
        const [x, y] = [rank(a), rank(b)];
        return x === y ? a.number - b.number : x < y ? -1 : 1;
      });
      if (sorted === "number" && turned) order.reverse();
      const nodes = order.map((run) => rows.get(run).node);
      if (nodes.some((row, i) => body.children[i] !== row)) {
        const focused = body.contains(document.activeElement) ? document.activeElement : null;
        body.replaceChildren(...nodes);
        /** @type {?HTMLElement} */ (focused)?.focus({ preventScroll: true });
      }
      const measured = runs.filter(({ out }) => !out).map((run) => run.measures ?? {});
      const best = columns.map(({ more, of }) => {
        const values = measured.map(of).filter(Number.isFinite);
        return values.length ? Math[more ? "max" : "min"](...values) : NaN;
      });
      for (const [run, { name, number, open, cells }] of rows) {
        const m = run.measures ?? {};
        name.textContent = run.out ? `${label(run)} (${text("race.out.short")})` : label(run);
        number.replaceChildren(chip(run));
        open?.setAttribute("aria-label", text("race.take", { number: run.number, label: label(run) }));
        cells.forEach((cell, i) => {
          cell.textContent = columns[i].write(m);
          cell.classList.toggle("best", !run.out && columns[i].of(m) === best[i]);
        });
      }
      for (const [name, head] of heads) {
        const more = columns.find((column) => column.name === name)?.more ?? false;
        if (name === sorted) head.setAttribute("aria-sort", more !== turned ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      }
    },
  };
  return self;
}
