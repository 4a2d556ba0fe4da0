// A setting and its value, as people read them.

import { formatNumber, hasText, text } from "./text.js";

/** "minimax" for ("loss", "minimax"). */
function valueText(name, value) {
  const choice = `choice.${name}.${value}.label`;
  if (hasText(choice)) return text(choice);
  if (value === "true" || value === "false") return text(value === "true" ? "sheet.on" : "sheet.off");
  return formatNumber(Number(value));
}

/** "Loss: minimax" for ("loss", "minimax"). */
export const settingText = (name, value) => `${text(`field.${name}.label`)}: ${valueText(name, value)}`;

/** "Loss: minimax → wgan", of a mark of the timeline. */
const changeText = ({ field, from, to }) => `${settingText(field, from)} → ${valueText(field, to)}`;

/** What was changed at a step of a run. */
export const markText = ({ step, changes }) => text("chart.mark", { step: formatNumber(step), changes: changes.map(changeText).join(", ") });
