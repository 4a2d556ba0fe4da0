// Who is awake. A figure out of sight sleeps; of those in sight that train, one is awake: the one the reader touched last, or
// else the one nearest to the middle of the window.

const enough = 0.5; // Share of a figure that must be in sight for it to stay awake because it was touched.

/** @type {Set<{stage: HTMLElement, figure: Record<string, any>, share: number}>} */
const attended = new Set();
let touched = null;
let awake = null;

const distance = ({ stage }) => {
  const { top, bottom } = stage.getBoundingClientRect();
  return Math.abs((top + bottom) / 2 - innerHeight / 2);
};

function choose() {
  const candidates = [...attended].filter(({ figure, share }) => figure.wake && share > 0);
  let next = null;
  if (touched && touched.share > enough && candidates.includes(touched)) next = touched;
  else for (const one of candidates) if (!next || distance(one) < distance(next)) next = one;
  if (next === awake) return;
  if (awake) {
    awake.stage.dataset.awake = "false";
    awake.figure.sleep();
  }
  awake = next;
  if (awake) {
    awake.stage.dataset.awake = "true";
    awake.figure.wake();
  } else {
    window.saddle.use();
  }
}

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting, intersectionRatio } of entries) {
    for (const one of attended) {
      if (one.stage !== target) continue;
      const before = one.share > 0;
      one.share = isIntersecting ? Math.max(intersectionRatio, 0.001) : 0;
      if (before !== one.share > 0) one.figure.seen?.(one.share > 0);
    }
  }
  choose();
}, { threshold: [0, 0.15, 0.3, 0.5, 0.7, 0.9, 1] });

// Which is nearest to the middle can change between two thresholds.
let due = false;
addEventListener("scroll", () => {
  if (due) return;
  due = true;
  requestAnimationFrame(() => { due = false; choose(); });
}, { passive: true });

/**
 * Watch over a figure. One that trains has `wake()` and `sleep()`; one that only moves has `seen(inSight)`.
 * @param {HTMLElement} stage
 * @param {{wake?: () => void, sleep?: () => void, seen?: (inSight: boolean) => void}} [figure]
 */
export function attend(stage, figure = {}) {
  const one = { stage, figure, share: 0 };
  attended.add(one);
  observer.observe(stage);
  const touch = () => {
    touched = one;
    choose();
  };
  // Before the click itself, so that what a button does is done to the figure that is awake.
  stage.addEventListener("pointerdown", touch, { capture: true, passive: true });
  stage.addEventListener("click", touch, { capture: true });
  stage.addEventListener("keydown", touch, { capture: true });
  stage.addEventListener("guessed", touch, { capture: true });
}
