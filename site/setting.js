// A setting and its value, as people read them.

import { formatNumber, hasText, text } from "./text.js";

/** "Loss: minimax" for ("loss", "minimax"). */
export function settingText(name, value) {
  const choice = `choice.${name}.${value}.label`;
  return `${text(`field.${name}.label`)}: ${hasText(choice) ? text(choice) : formatNumber(Number(value))}`;
}
