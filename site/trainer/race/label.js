// What a run differs in from the others, in words.

import { settingText, valueText } from "../../common/setting.js";
import { hasText, text } from "../../common/text.js";

/** "WGAN-GP, Seed: 3": a choice that all runs make is named by itself. */
export function labelOf(label, all = []) {
  if (label.length === 0) return text("race.unchanged");
  const made = (name) => all.length > 1 && all.every((other) => other.some(({ field }) => field === name));
  return label.map(({ field, value }) => (hasText(`choice.${field}.${value}.label`) && made(field) ? valueText : settingText)(field, value)).join(", ");
}

/** The names of the settings that the runs differ in. */
export const differing = (runs) => [...new Set(runs.flatMap(({ label }) => label.map(({ field }) => field)))].map((name) => text(`field.${name}.label`)).join(", ");

/** An error of saddle.sweep that names another run has that run's label in words. */
export function worded(error) {
  if (error.code !== "sweep.same") return error;
  const other = error.args.other === "base" ? [] : error.args.other.split(", ").map((pair) => pair.split("=")).map(([field, value]) => ({ field, value }));
  return { ...error, args: { ...error.args, other: labelOf(other) } };
}
