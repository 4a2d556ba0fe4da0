// What tells the lines of nine runs apart beside their colours.

const dashes = [undefined, [7, 3], [2, 2]];

/** Three lines are solid, three dashed and three dotted. */
export const dashOf = (number) => dashes[Math.floor((number - 1) / 3)];
