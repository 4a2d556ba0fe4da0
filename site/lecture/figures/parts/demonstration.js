// What a figure that moves by itself can be asked for: to start what it has to show, or to go back to its beginning.

/**
 * A figure for attention.js and for who asks it to demonstrate.
 * @param {{begun: () => boolean, restart: () => void, start: () => Promise<void>, stop: () => void}} how
 *   `start` resolves when all has been shown.
 */
export const demonstration = ({ begun, restart, start, stop }) => ({
  seen: (inSight) => { if (!inSight) stop(); },
  demonstrate() {
    const back = begun();
    stop();
    restart();
    if (!back) start();
  },
  begin() {
    stop();
    restart();
    return start();
  },
});
