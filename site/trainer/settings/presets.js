// Experiments worth seeing: a menu of links, and a card that says what to look at in the one that was chosen.

import { announce } from "../parts/announce.js";
import { byId, element, icon } from "../../common/element.js";
import { loadAddress } from "../run/link.js";
import { popoverOf } from "../parts/popover.js";
import { closeSplit, openSplit } from "../split/start.js";
import { isSplit } from "../split/side.js";
import { onOwn } from "../race/racing.js";
import { settingText } from "../../common/setting.js";
import { shortcut } from "../parts/shortcuts.js";
import { onLanguage, text, translate } from "../../common/text.js";

const titleOf = (preset) => `preset.${preset.name}.title`;

/** The settings of what a preset is compared with, as people read them. */
const settingsOf = ({ against }) => against.split("&").map((pair) => settingText(...pair.split("="))).join(", ");

/**
 * The way from a demonstration to what it is compared with: beside it, as B of the split plane. In a frame they are links, there and back.
 * From any other settings it leads back to the demonstration.
 */
function comparison(preset) {
  const there = !isSplit() && window.saddle.link() !== preset.link;
  if (!there && !preset.opposite) return "";
  return element("a", {
    class: "compare", href: there ? preset.link : preset.opposite, onclick: (event) => {
      const { saddle } = window;
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (there || "embed" in document.documentElement.dataset) {
        // What is the address already is no way for the browser to go.
        if (there && preset.link === location.hash) saddle.load(preset.link);
        return void saddle.play();
      }
      event.preventDefault();
      closeSplit();
      if (saddle.link() !== preset.link) saddle.load(preset.link);
      openSplit(preset.opposite, true);
    },
  }, there ? text("presets.back") : text("presets.compare", { settings: settingsOf(preset) }));
}

let told = ""; // the link of the settings of which the card was made

/** Show what a preset is about, or nothing for null. */
function showCard(preset) {
  told = window.saddle.link();
  const card = byId("card");
  const compared = card.contains(document.activeElement) && document.activeElement.matches(".compare");
  card.hidden = !preset;
  if (!preset) return card.replaceChildren();
  card.replaceChildren(
    element("header", {},
      element("h3", { id: "card-title", "data-text": titleOf(preset) }),
      element("button", { class: "icon-button", type: "button", "data-label": "page.dismiss", onclick: () => showCard(null) }, icon("close"))),
    element("p", { "data-text": `preset.${preset.name}.text` }),
    comparison(preset));
  translate(card);
  if (compared) card.querySelector(".compare")?.focus();
}

/** Make the menu, and the card that follows the address. */
export function startPresets() {
  const { saddle } = window;
  const presets = saddle.presets();
  const menu = byId("presets");
  const openers = [...document.querySelectorAll("[data-opens=presets]")];

  /** Links, so that the browser does what it does with links: goes there, and back again to what there was before. */
  const links = presets.map((preset) => element("a", { href: preset.link || "#", "data-preset": preset.name, "data-text": titleOf(preset), onclick: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    menu.hidePopover();
    chosen = preset;
    // What is the address already is no way for the browser to go.
    if (preset.link === location.hash) begin(preset);
    saddle.play();
    announce(text(titleOf(preset)));
  } }));
  for (const [group, members] of Map.groupBy(links, (_, i) => presets[i].group)) {
    menu.querySelector(".to-slides").before(element("section", {},
      element("h3", { "data-text": `preset.group.${group}` }), element("ul", {}, ...members.map((link) => element("li", {}, link)))));
  }
  translate(menu);

  let chosen = null; // on the way to its address
  let shown = null;  // on the card

  function begin(preset) {
    chosen = null;
    loadAddress();
    saddle.reset();
    showCard(shown = preset);
  }

  const current = () => links.find((link) => link.hash === location.hash && link.hash) ?? links[0];
  const toggle = popoverOf(menu, openers, () => current().focus(), (at, width) => at.right - width);
  menu.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    links[(links.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement)) + by + links.length) % links.length].focus();
  });
  shortcut("e", "presets.open", () => toggle(openers.find((button) => button.checkVisibility()) ?? openers[0]));

  const presetAt = (address) => {
    const { hash } = new URL(address);
    return presets.find(({ link, opposite }) => hash && (hash === link || hash === opposite)) ?? null;
  };
  addEventListener("hashchange", (event) => {
    shown = chosen ?? (shown && [shown.link, shown.opposite].includes(location.hash) ? shown : presetAt(event.newURL));
    showCard(shown);
    chosen = null;
  });
  showCard(shown = presetAt(location.href));
  onOwn("change", () => { if (saddle.link() !== told && !byId("card").hidden) showCard(shown); });
  onLanguage(() => {
    translate(menu);
    if (!byId("card").hidden) showCard(shown);
  });
}
