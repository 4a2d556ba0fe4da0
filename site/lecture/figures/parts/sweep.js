// Moves a number from one end to the other at an even pace, for who wants to watch; at once for who asked for less motion.

const still = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * A movement that can be begun and ended.
 * @param {{from: number, to: number, seconds: number, set: (value: number) => void}} how
 */
export function sweep({ from, to, seconds, set }) {
  let running = 0;
  return {
    stop() { running++; },
    /** Resolves at the other end, if it is not stopped before. */
    start: () => new Promise((arrived) => {
      const mine = ++running;
      let began = null;
      const frame = (now) => {
        if (mine !== running) return;
        began ??= now;
        const part = still.matches ? 1 : Math.min(1, (now - began) / (1000 * seconds));
        set(from + part * (to - from));
        if (part < 1) requestAnimationFrame(frame);
        else arrived(null);
      };
      requestAnimationFrame(frame);
    }),
  };
}
