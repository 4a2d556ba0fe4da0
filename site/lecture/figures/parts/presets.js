// The experiments that the program knows by name.

/** @returns {{name: string, link: string, against: string, opposite: string, steps: number}} */
export const preset = (name) => window.saddle.presets().find((one) => one.name === name);
