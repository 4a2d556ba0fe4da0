// Lets Q slide down to where a divergence is least: gradient descent on its mean and the logarithm of its width, in the natural
// metric of Gaussians, one step a frame. A divergence may have another, higher hollow on the way (a wide Q is one for KL(Q||P));
// so where Q would be better off as a copy of one of P's modes, it goes there first.

const still = matchMedia("(prefers-reduced-motion: reduce)");
const small = 1e-4;
const near = 0.03;

const clamp = (value, most) => Math.max(-most, Math.min(most, value));

/** The divergence's value at a mean and a width of Q. */
const valueAt = (P, read, mean, width) => {
  const result = window.saddle.theory.divergences(P, [{ mean, width, weight: 1 }]);
  return result.error ? NaN : read(result);
};

/** One step; returns how far it went. */
function descend(P, q, read, rate) {
  const h = 1e-3;
  const byMean = (valueAt(P, read, q.mean + h, q.width) - valueAt(P, read, q.mean - h, q.width)) / (2 * h);
  const byLog = (valueAt(P, read, q.mean, q.width * Math.exp(h)) - valueAt(P, read, q.mean, q.width * Math.exp(-h))) / (2 * h);
  // The metric is 1/width² for the mean and 2 for the logarithm of the width.
  const mean = clamp(-rate * q.width ** 2 * byMean, 0.12);
  const log = clamp((-rate * byLog) / 2, 0.06);
  if (!Number.isFinite(mean + log)) return 0;
  q.mean = clamp(q.mean + mean, 4.5);
  q.width = Math.max(0.4, Math.min(2.5, q.width * Math.exp(log)));
  return Math.abs(mean) + Math.abs(log);
}

/** The mode of P as which Q would have a lower value than it has, the nearest if there are several; null without. */
function betterMode(P, q, read) {
  const now = valueAt(P, read, q.mean, q.width);
  const better = P.filter(({ mean, width }) => valueAt(P, read, mean, width) < now - small);
  return better.sort((a, b) => Math.abs(a.mean - q.mean) - Math.abs(b.mean - q.mean))[0] ?? null;
}

function approach(q, { mean, width }) {
  const part = still.matches ? 1 : 0.14;
  q.mean += part * (mean - q.mean);
  q.width += part * (width - q.width);
}

/**
 * A descent that can be begun and ended.
 * @param {() => void} moved after each step
 */
export function fitting(moved) {
  let running = 0;
  return {
    stop() { running++; },
    /**
     * Slide q to where read({kl, reverseKL, jsd}) is least; resolves there, if it is not stopped before. `rate` 0.2 suits KL; flatter
     * divergences want more.
     */
    start: (P, q, read, rate = 0.2) => new Promise((arrived) => {
      const mine = ++running;
      let left = 400;
      let to = betterMode(P(), q, read);
      const frame = () => {
        if (mine !== running) return;
        let went = 1;
        if (to) {
          approach(q, to);
          if (Math.abs(q.mean - to.mean) + Math.abs(q.width - to.width) < near) to = null;
        } else {
          for (let i = still.matches ? 60 : 1; i > 0 && left > 0; i--, left--) went = descend(P(), q, read, rate);
        }
        moved();
        if (went > small && left > 0) requestAnimationFrame(frame);
        else arrived(null);
      };
      frame();
    }),
  };
}
