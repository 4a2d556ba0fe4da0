// What a button opens over the page, and closes again.

const margin = 8; // CSS pixels between it and the window's edges
const gap = 4;    // and between it and its button

/**
 * Have buttons open and close a popover (popover="auto").
 * @param {HTMLElement} box the popover
 * @param {HTMLButtonElement[]} buttons
 * @param {() => void} opened moves the focus into it: at once, as the next key may be there before the browser tells that it is open
 * @param {(at: DOMRect, width: number) => number} left where it begins, given its button and its width
 * @returns {(button: HTMLButtonElement) => void} does what a click on the button does
 */
export function popoverOf(box, buttons, opened, left = (at) => at.left) {
  const within = (wanted, room) => Math.max(margin, Math.min(wanted, room - margin)) + "px";

  let opener = buttons[0];

  function place() {
    const at = opener.getBoundingClientRect();
    const { width, height } = box.getBoundingClientRect();
    box.style.left = within(left(at, width), innerWidth - width);
    box.style.top = within(at.bottom + gap, innerHeight - height);
  }

  function toggle(button) {
    if (box.matches(":popover-open")) {
      box.hidePopover();
      return;
    }
    opener = button;
    box.showPopover();
    place();
    opened();
  }

  const tell = (open) => buttons.forEach((button) => button.setAttribute("aria-expanded", String(open)));
  tell(false);
  // What comes into it later makes it higher: it is not to reach out of the window then.
  new ResizeObserver(() => { if (box.matches(":popover-open")) place(); }).observe(box);
  box.addEventListener("beforetoggle", ({ newState }) => tell(newState === "open"));
  for (const button of buttons) {
    button.popoverTargetElement = box; // else to press it would close the box, and the click open it again
    button.addEventListener("click", (event) => {
      event.preventDefault();
      toggle(button);
    });
  }
  return toggle;
}
