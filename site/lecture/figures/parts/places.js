// Numbers with always as many decimal places: for those that stand below each other, or change while they are read.

import { language } from "../../../common/text.js";

export function places(count) {
  const format = new Intl.NumberFormat(language(), { minimumFractionDigits: count, maximumFractionDigits: count });
  return (value) => format.format(value).replace("-", "−");
}
