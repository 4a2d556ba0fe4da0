// What a figure that moves by itself can be asked for: to start what it has to show, or to go back to its beginning.

/**
 * A figure for attention.js and for who asks it to demonstrate.
 * @param {{begun: () => boolean, restart: () => void, start: () => void, stop: () => void}} how
 */
export const demonstration = ({ begun, restart, start, stop }) => ({
  seen: (inSight) => { if (!inSight) stop(); },
  demonstrate() {
    const back = begun();
    stop();
    restart();
    if (!back) start();
  },
});
