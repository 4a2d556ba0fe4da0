// The share of the generated points in each mode, as bars around the fair share.

import { element } from "../../../common/element.js";
import { formatNumber, text } from "../../../common/text.js";

export function shares() {
  const node = element("div", { class: "figure-bars", role: "img" });
  return {
    node,
    show(values) {
      while (node.children.length > values.length) node.lastChild.remove();
      while (node.children.length < values.length) node.append(element("span", {}, element("i")));
      node.style.setProperty("--fair", String(values.length ? 1 / values.length : 0));
      values.forEach((share, i) => { /** @type {HTMLElement} */ (node.children[i].firstChild).style.height = share * 100 + "%"; });
      node.setAttribute("aria-label", text("lecture.shares.label", { list: Array.from(values, (share) => formatNumber(share * 100, 2)).join(", ") }));
    },
  };
}
