// What an address asks of the page beside the experiment: ?embed=plane,transport shows these parts alone, ?hide=seed,loss takes
// single controls away, and so on. All of it is in the query, so that the hash stays the experiment. Before this is read, ?theme and
// ?lang have been followed by index.html, and ?paused by the program, which does not begin to train.

import { languages } from "../../common/text.js";

/** Parts of the page that can be embedded. */
export const parts = ["plane", "toggles", "legend", "transport", "numbers", "charts", "settings", "card", "diagnosis"];

/** What an address with ?embed shows when it names no part. */
const usual = ["plane", "transport"];

/** Layers of the plane, as window.saddle.show has them. */
export const layers = ["real", "generated", "heatmap", "arrows", "manifold", "optimum", "pairs"];

/** Controls that can be hidden beside the settings: a layer's name stands for its button. */
export const controls = ["play-button", "step-button", "reset-button", "speed", ...layers];

const choices = { embed: parts, hide: controls, layers, lang: Object.keys(languages), theme: ["light", "dark"] };

/**
 * Read a query.
 * @param {string} search as location.search has it
 * @returns {{embed: ?string[], hide: string[], layers: ?string[]}}
 */
export function readQuery(search) {
  const asked = new URLSearchParams(search);
  const list = (name) => asked.get(name)?.split(",").map((item) => item.trim()).filter(Boolean) ?? null;
  const embed = list("embed");
  const known = embed && parts.filter((part) => embed.includes(part));
  return {
    embed: known?.length === 0 ? usual : known,
    hide: list("hide") ?? [],
    layers: list("layers"),
  };
}

/**
 * What a query asks for that there is not, by the parameter that asks.
 * @param {string} search
 * @param {string[]} settings names of those there are
 * @returns {{name: string, values: string[], choices: string[]}[]}
 */
export function unknownIn(search, settings) {
  const asked = new URLSearchParams(search);
  return Object.entries(choices)
    .map(([name, known]) => ({
      name, choices: known,
      values: [...new Set((asked.get(name) ?? "").split(",").map((item) => item.trim()))]
        .filter((value) => value && !known.includes(value) && !(name === "hide" && settings.includes(value))),
    }))
    .filter(({ values }) => values.length > 0);
}
