// Makes what is on a slide as large as its place allows. A figure is laid out as in the article, in the width that is left when all
// of it is enlarged; words and formulas grow until they fill the slide.

const tries = 8; // halvings: to a hundredth of the range

/** The largest value in a range for which `fits` is true, the least one if it is true for none. */
function largest([low, high], fits) {
  for (let i = 0; i < tries; i++) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  fits(low);
  return low;
}

/** Enlarge a stage as far as it fits into its figure. */
function fitStage(figure, stage) {
  const { clientWidth: width, clientHeight: height } = figure;
  if (!width || !height) return;
  // A phone is nearer than a wall: there pictures matter more than the size of their words.
  const most = document.documentElement.dataset.slide === "upright" ? 1.5 : 2.4;
  const scale = largest([0.6, most], (scale) => {
    stage.style.width = `${width / scale}px`;
    // A diagram is as high as its width has it once it is drawn for that.
    for (const plot of stage.querySelectorAll(".plot")) plot.dispatchEvent(new Event("fit"));
    return stage.scrollHeight * scale <= height && stage.scrollWidth <= Math.ceil(width / scale);
  });
  stage.style.transform = `scale(${scale})`;
}

/**
 * Enlarge words and formulas as far as all of them can be read without scrolling; in units of the slide. A formula that is wider than
 * the slide is smaller than the words.
 */
function fitWords(body) {
  if (!body.clientHeight) return;
  const boxes = [...body.querySelectorAll(".equation-body")];
  largest([16, 35], (size) => {
    body.style.fontSize = `${size}px`;
    for (const box of boxes) box.style.fontSize = "";
    for (const [box, share] of boxes.map((box) => [box, box.clientWidth / box.scrollWidth])) if (share < 1) box.style.fontSize = `${share}em`;
    return body.scrollHeight <= body.clientHeight;
  });
}

function fitFigures() {
  // What a figure says changes while it plays. It shrinks if it must, and does not grow and shrink with every sentence.
  const last = new Map();
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const figure = target.closest("figure");
      const stage = figure.querySelector(".figure-stage");
      const { height = 0, state } = last.get(stage) ?? {};
      if (target === stage && state === stage.dataset.state && stage.scrollHeight <= height) continue;
      fitStage(figure, stage);
      last.set(stage, { height: stage.scrollHeight, state: stage.dataset.state });
    }
  });
  for (const figure of document.querySelectorAll("section figure")) {
    observer.observe(figure);
    observer.observe(figure.querySelector(".figure-stage"));
  }
}

/** Keep all of the deck fitting. */
export async function fitSlides() {
  fitFigures();
  await document.fonts.ready;
  const observer = new ResizeObserver((entries) => { for (const { target } of entries) fitWords(target); });
  for (const body of document.querySelectorAll("section.words .body")) observer.observe(body);
}
