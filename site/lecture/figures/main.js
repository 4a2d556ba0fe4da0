// The live figures of the article: each <figure data-figure="NAME"> gets the figure of that name into its stage. One program
// serves all of them. A figure is made when the reader comes near it; a name that nobody knows leaves its stage empty.

import { element } from "../../common/element.js";
import { keepOffline } from "../../common/offline.js";
import { loadTable, text } from "../../common/text.js";
import { attend } from "./attention.js";
import { startPrinting } from "./printing.js";
import { followTheme } from "./parts/ink.js";
import { load, reasonOf } from "../../common/program.js";

const makers = {
  play: () => import("./play.js"),
  round: () => import("./round.js"),
  k: () => import("./k.js"),
  kl: () => import("./kl.js"),
  jsd: () => import("./jsd.js"),
  flat: () => import("./flat.js"),
  "flat-run": () => import("./flat-run.js"),
  optimum: () => import("./optimum.js"),
  wasserstein: () => import("./wasserstein.js"),
  squares: () => import("./squares.js"),
  ratios: () => import("./ratios.js"),
  began: () => import("./began.js"),
  losses: () => import("./losses.js"),
  collapse: () => import("./collapse.js"),
  classes: () => import("./classes.js"),
  game: () => import("./game.js"),
  tasks: () => import("./tasks.js"),
  demonstration: () => import("./demonstration.js"),
  menu: () => import("./menu.js"),
};

// How far from the window a figure is made, so that it is there when the reader is.
const near = "800px 0px";

/** The stages of figures that we know, each with the line that says how far the program is. */
function findStages() {
  return [...document.querySelectorAll("[data-figure]")]
    .filter((figure) => figure.dataset.figure in makers && figure.querySelector(".figure-stage"))
    .map((figure) => {
      const waiting = element("p", { class: "figure-waiting" });
      const stage = figure.querySelector(".figure-stage");
      stage.replaceChildren(waiting);
      stage.dataset.state = "waiting";
      return { name: figure.dataset.figure, stage, waiting };
    });
}

/** The modules of figures that have come. */
const come = new Map();

/** Have a figure's module; where it is there already, without waiting. */
async function fetchFigure(name) {
  come.set(name, await makers[name]());
}

/**
 * Make one figure. What goes wrong in it stays in it. Its demonstrate() starts what it has to show, or puts it back to its beginning;
 * a page asks for it by an event. Its begin() starts it where nobody has, and resolves when it has shown what it has to.
 */
async function mount({ name, stage, waiting }) {
  if (stage.dataset.state !== "waiting") return;
  try {
    if (!come.has(name)) await fetchFigure(name);
    if (stage.dataset.state !== "waiting") return; // printed meanwhile
    const { make } = come.get(name);
    const parts = element("div", { class: "figure-parts" });
    stage.replaceChildren(parts);
    const figure = make(parts, stage);
    attend(stage, figure);
    stage.addEventListener("demonstrate", () => figure?.demonstrate?.());
    const begin = () => figure?.begin?.().then(() => stage.dispatchEvent(new Event("shown")));
    stage.addEventListener("guessed", begin);
    stage.dataset.state = "ready";
    if ("guessed" in stage.dataset) begin();
  } catch (error) {
    console.error(error);
    stage.dataset.state = "failed";
    waiting.textContent = text("lecture.failed", { reason: error.message });
    stage.replaceChildren(waiting);
  }
}

/** Say why nothing runs, in each figure's place; or, once they are there, above the page. */
function failed(stages, error) {
  console.error(error);
  const sentence = reasonOf(error, text);
  for (const { stage, waiting } of stages) {
    if (stage.dataset.state !== "waiting") continue;
    stage.dataset.state = "failed";
    waiting.textContent = sentence;
  }
  if (stages.some(({ stage }) => stage.dataset.state === "ready")) tell(sentence);
}

/** Have a sentence shown above the page, by failure.js. */
const tell = (detail) => document.dispatchEvent(new CustomEvent("failure", { detail }));

async function start() {
  const stages = findStages();
  if (stages.length === 0) return;
  const words = loadTable(document.documentElement.lang.startsWith("vi") ? "vi" : "en");
  const say = (sentence) => { for (const { waiting } of stages) waiting.textContent = sentence; };
  let told = -1;
  const tellProgress = (part) => {
    const percent = Math.round(100 * part);
    if (percent !== told) say(text("loading.progress", { percent: (told = percent) }));
  };
  await words;
  say(text("loading.start"));
  // Read by the program when it starts: its canvas is to lie on the page, not on the window.
  document.body.dataset.stage = "page";
  try {
    const { ended } = await load({ tell: tellProgress, words });
    ended.catch((error) => failed(stages, error));
  } catch (error) {
    failed(stages, error);
    return;
  } finally {
    document.dispatchEvent(new Event("running")); // or each figure says why not
  }
  followTheme();
  const sentences = { graphics: "program.graphics", failed: "program.failed" };
  window.saddle.on("error", ({ code, message }) => tell(text(sentences[code], { message })));
  window.saddle.use(); // Nobody trains before somebody is in sight.
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      mount(stages.find(({ stage }) => stage === target));
    }
  }, { rootMargin: near });
  for (const { stage } of stages) observer.observe(stage);
  startPrinting(() => { for (const one of stages) if (come.has(one.name)) mount(one); });
  keepOffline();
  // Who prints has all figures at once: their modules, which are small, come when there is nothing else to do.
  for (const { name } of stages) if (!come.has(name)) await fetchFigure(name).catch(() => {});
}

// Without the texts there is no sentence here for what has gone wrong: failure.js has one, and puts it in place of the figures.
start();
