/**
 * Make an element: the one helper that building a page by hand asks for.
 * Attributes named `on…` are listeners, `class` and `data-…` are what they are in HTML, true and false make or omit an attribute.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node|string)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** An icon of the sprite in index.html. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", "#icon-" + name);
  svg.append(use);
  return svg;
}

/** The element of index.html with this id. */
export const byId = (id) => document.getElementById(id);

/** Storage that may be forbidden (private windows, embedding): then nothing is remembered, and nothing breaks. */
export const memory = {
  get(name) {
    try { return localStorage.getItem("saddle." + name); } catch { return null; }
  },
  set(name, value) {
    try { localStorage.setItem("saddle." + name, value); } catch { /* Not remembered. */ }
  },
};
