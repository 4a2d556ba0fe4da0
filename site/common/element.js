/**
 * Make an element: the one helper that building a page by hand asks for.
 * Attributes named `on…` are listeners, `class` and `data-…` are what they are in HTML, true and false make or omit an attribute;
 * `style` is set as a property, as the pages' policy takes no styles that are written as attributes.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node|string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export const element = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);

/** Make a shape of a picture, an element of SVG, in the same way. */
export const shape = (tag, attributes = {}, ...children) => fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "style") made.style.cssText = value;
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** An icon of the sprite in index.html. */
export const icon = (name) => shape("svg", { "aria-hidden": "true" }, shape("use", { href: "#icon-" + name }));

/** The element of index.html with this id. */
export const byId = (id) => document.getElementById(id);
