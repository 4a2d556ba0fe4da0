// What theory says of N(0, 1) and N(mu, 1) for many mu: a few in each frame, as all at once would be felt.

/**
 * Calls draw after each few, with the means that are known and what theory says at each of them.
 * @param {number[]} mus
 * @param {(mus: number[], course: Record<string, any>[]) => void} draw
 */
export function gradually(mus, draw) {
  const course = [];
  const extend = () => {
    course.push(...window.saddle.theory.flat(mus.slice(course.length, course.length + 6)));
    draw(mus.slice(0, course.length), course);
    if (course.length < mus.length) requestAnimationFrame(extend);
  };
  extend();
}
