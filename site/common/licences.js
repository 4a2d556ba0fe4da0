// The licences of all that the page is made of. The link to their text opens it over the page, so that a run goes on, and so that a page
// in one file, which holds the text, shows it too.

import { element } from "./element.js";
import { text } from "./text.js";

async function show(link) {
  const response = await fetch(link.getAttribute("href"));
  if (!response.ok) throw new Error(String(response.status));
  const dialog = element("dialog", { class: "licences", "aria-label": link.textContent, onclose: () => dialog.remove() },
    element("button", { class: "licences-close", type: "button", "aria-label": text("page.close"), onclick: () => dialog.close() }, "×"),
    element("pre", { tabindex: "0", autofocus: true }, await response.text()));
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  dialog.showModal();
}

/** Make the links to the licences open them here. */
export function startLicences() {
  for (const link of document.querySelectorAll("a[data-licences]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(link).catch(() => { location.href = link.href; });
    });
  }
}
