// The layers of the plane, each with a button, a key and a picture, and the legend below. What an experiment does not have
// (classes, origins) is in neither.

import { announce } from "../parts/announce.js";
import { byId, element } from "../../common/element.js";
import { shortcut } from "../parts/shortcuts.js";
import { text, translate } from "../../common/text.js";
import { onTheme } from "../../common/theme.js";

const pictures = {
  real: `<g fill="var(--real)" stroke="none"><circle cx="6" cy="7" r="2.6"/><circle cx="17" cy="6" r="2.6"/><circle cx="11" cy="13" r="2.6"/><circle cx="19" cy="17" r="2.6"/><circle cx="6" cy="19" r="2.6"/></g>`,
  generated: `<g fill="var(--generated)" stroke="none"><circle cx="6" cy="7" r="2.6"/><circle cx="17" cy="6" r="2.6"/><circle cx="11" cy="13" r="2.6"/><circle cx="19" cy="17" r="2.6"/><circle cx="6" cy="19" r="2.6"/></g>`,
  heatmap: `<defs><linearGradient id="heat"><stop stop-color="var(--generated)"/><stop offset=".5" stop-color="var(--raised)"/><stop offset="1" stop-color="var(--real)"/></linearGradient></defs><rect x="2" y="4" width="20" height="16" rx="2" fill="url(#heat)" stroke="var(--line-strong)" stroke-width="1"/>`,
  arrows: `<g stroke="var(--generated)" stroke-width="1.8"><path d="M4 20L11 13M11 13v4.5M11 13H6.5M13 11l7-7M20 4v4.5M20 4h-4.5"/></g>`,
  manifold: `<g stroke="var(--generated)" stroke-width="1.6"><path d="M3 7c6-4 10 3 18-1M3 13c6-4 10 4 18-1M3 19c6-3 10 4 18-1M5 4c-3 6 2 11-1 17M12 4c-2 6 2 11 0 17M19 4c-2 6 3 11 1 17"/></g>`,
  optimum: `<g stroke="var(--theory)" stroke-width="2"><ellipse cx="12" cy="12" rx="9.5" ry="7.5"/><ellipse cx="13" cy="12" rx="4.5" ry="3.2"/></g>`,
  pairs: `<g stroke="var(--ink-soft)" stroke-width="1.3"><path d="M5 6L18 5M5 13L19 12M6 20L18 19"/></g><g fill="var(--ink-soft)" stroke="none"><circle cx="5" cy="6" r="2"/><circle cx="5" cy="13" r="2"/><circle cx="6" cy="20" r="2"/></g><g fill="var(--generated)" stroke="none"><circle cx="18" cy="5" r="2.6"/><circle cx="19" cy="12" r="2.6"/><circle cx="18" cy="19" r="2.6"/></g>`,
};

function toggle(view) {
  if (view === "pairs" && !window.saddle.traits().origins) return;
  const on = !window.saddle.shown()[view];
  window.saddle.show(view, on);
  announce(text(on ? "announce.shown" : "announce.hidden", { name: text(`view.${view}`) }));
}

/** Make the buttons. */
export function startViews() {
  const buttons = Object.entries(pictures).map(([view, picture], index) => {
    const key = String(index + 1);
    const button = element("button", {
      class: "toggle", type: "button", "data-tip": `view.${view}.help`, "data-key": key, "data-view-name": view, "aria-keyshortcuts": key,
      onclick: () => toggle(view),
    });
    button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true">${picture}</svg><span data-text="view.${view}"></span><kbd aria-hidden="true">${key}</kbd>`;
    shortcut(key, `view.${view}`, () => toggle(view));
    return button;
  });
  byId("toggles").replaceChildren(...buttons);
  translate(byId("toggles"));

  const show = () => {
    const shown = window.saddle.shown();
    const { classes, origins } = window.saddle.traits();
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(Boolean(shown[button.dataset.viewName])));
      button.hidden = button.dataset.viewName === "pairs" && !origins;
    }
    const legend = byId("legend");
    legend.querySelector(".origins").hidden = !origins || !shown.pairs;
    legend.querySelector(".plain").hidden = classes.length > 0;
    legend.querySelector(".classes").hidden = classes.length === 0;
    const slices = classes.map((colour, i) => `${colour} ${i / classes.length}turn ${(i + 1) / classes.length}turn`);
    legend.querySelector(".classes .swatch").style.background = slices.length ? `conic-gradient(${slices})` : "";
  };
  window.saddle.on("change", show);
  onTheme(show);
  show();
}
