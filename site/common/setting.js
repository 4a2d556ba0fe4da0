// A setting and its value, as people read them.

import { formatNumber, hasText, text } from "./text.js";

const longest = 24; // characters of a value: a cloud that was drawn is written with thousands

/** "minimax" for ("loss", "minimax"). */
export function valueText(name, value) {
  const choice = `choice.${name}.${value}.label`;
  if (hasText(choice)) return text(choice);
  if (value === "true" || value === "false") return text(value === "true" ? "sheet.on" : "sheet.off");
  const number = Number(value);
  if (Number.isInteger(number)) return formatNumber(number, 3).includes("e") ? value : formatNumber(number); // a seed in full
  return Number.isFinite(number) ? formatNumber(number) : value.length > longest ? value.slice(0, longest) + "…" : value;
}

/** "Loss: minimax" for ("loss", "minimax"). */
export const settingText = (name, value) => `${text(`field.${name}.label`)}: ${valueText(name, value)}`;

/** "Loss: minimax → wgan", of a mark of the timeline. */
const changeText = ({ field, from, to }) => `${settingText(field, from)} → ${valueText(field, to)}`;

/** What was changed at a step of a run. */
export const markText = ({ step, changes }) => text("chart.mark", { step: formatNumber(step), changes: changes.map(changeText).join(", ") });
