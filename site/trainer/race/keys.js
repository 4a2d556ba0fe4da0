// Keys while a race is open: those that are about all of its runs do what they always do, those of the trainer's own run rest.

const awake = new Set([" ", "p", ".", "r", "[", "]", "l", "t", "?", "n", "c", ..."1234567"]);
const typed = "input:not([type=range], [type=checkbox], [type=radio]), select, textarea, dialog, [popover]";

/** Listen, until the function that is returned is called. */
export function startKeys(view) {
  const listen = (event) => {
    const { key, target } = event;
    if (target.closest?.(typed)) return;
    const single = key.length === 1;
    const command = event.ctrlKey || event.metaKey;
    const undoes = command && ["z", "y"].includes(key.toLowerCase());
    if (single && !command && !event.altKey && key.toLowerCase() === "g") {
      view.field.select();
      event.preventDefault();
    } else if (!undoes && (!single || command || event.altKey || awake.has(key.toLowerCase()))) return;
    event.stopImmediatePropagation();
  };
  document.addEventListener("keydown", listen, { capture: true });
  return () => document.removeEventListener("keydown", listen, { capture: true });
}
