// A page as tests see it, whichever browser shows it. Each browser's file says how that one is asked.

/** How long a page may take for anything: on a machine that has much else to do, too. */
const patience = 60_000;

export class Page {
  /** The parts of a frame of this page, by its number: `evaluate` and `until` in it. */
  frame(number) {
    const evaluate = (run, argument) => this.evaluate(run, argument, number);
    return { evaluate, until: (holds, argument) => until(evaluate, holds, argument) };
  }

  /** Waits until what a function computes in the page is true, and resolves to it. */
  until(holds, argument) {
    return until((...asked) => this.evaluate(...asked), holds, argument);
  }
}

/** While a page is being left, or a frame is not there yet, nothing can be asked; it is asked again. */
async function until(evaluate, holds, argument) {
  const end = Date.now() + patience;
  for (let last; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    try {
      last = await evaluate(holds, argument);
      if (last) return last;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`not so after ${patience / 1000} s: ${holds}, ${JSON.stringify(argument)}`, { cause: last });
  }
}
