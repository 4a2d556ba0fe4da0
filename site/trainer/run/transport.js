// Play, pause, one step, reset, speed.

import { announce } from "../parts/announce.js";
import { byId, icon } from "../../common/element.js";
import { shortcut } from "../parts/shortcuts.js";
import { formatNumber, onLanguage, text } from "../../common/text.js";

// Steps a second at each position of the slider; 0 is as fast as the machine goes.
const speeds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 0];
let speed = 0;

function showPlaying() {
  const { playing } = window.saddle;
  const button = byId("play");
  button.replaceChildren(icon(playing ? "pause" : "play"));
  button.dataset.label = playing ? "transport.pause" : "transport.play";
  button.dataset.tip = button.dataset.label + ".help";
  button.setAttribute("aria-label", text(button.dataset.label));
}

function showSpeed() {
  const sentence = speed === 0 ? text("transport.speed.full") : text(speed === 1 ? "transport.speed.one" : "transport.speed.value", { steps: formatNumber(speed) });
  byId("speed-value").textContent = sentence;
  byId("speed").setAttribute("aria-valuetext", sentence);
}

function toggle() {
  const { saddle } = window;
  if (saddle.playing) saddle.pause();
  else saddle.play();
  announce(text(saddle.playing ? "announce.playing" : "announce.paused"));
}

async function step() {
  const { saddle } = window;
  if (saddle.playing) saddle.pause();
  await saddle.step(1);
  announce(text("announce.step", { step: saddle.snapshot().step }));
}

function reset() {
  window.saddle.reset();
  announce(text("announce.reset"));
}

function setPosition(position) {
  const slider = byId("speed");
  slider.value = String(position);
  speed = speeds[Number(slider.value)];
  window.saddle.speed(speed);
  showSpeed();
}

/** Train what is in use now as fast as the slider says. */
export const applySpeed = () => { window.saddle.speed(speed); };

/** Train so many steps a second, 0 for as many as can be; the slider goes to what is nearest. */
export function setSpeed(steps) {
  const nearest = speeds.findIndex((at) => steps > 0 && at >= steps);
  setPosition(nearest < 0 ? speeds.length - 1 : nearest);
  speed = steps;
  window.saddle.speed(speed);
  showSpeed();
}

/** Make the buttons and their keys work. */
export function startTransport() {
  byId("play").addEventListener("click", toggle);
  byId("step").addEventListener("click", step);
  byId("reset").addEventListener("click", reset);
  byId("speed").addEventListener("input", () => setPosition(byId("speed").value));

  const move = (by) => () => {
    setPosition(Number(byId("speed").value) + by);
    announce(byId("speed-value").textContent);
  };
  shortcut([" ", "p"], "shortcut.play", toggle, "Space P");
  shortcut(".", "transport.step", step, ".", true);
  shortcut("r", "transport.reset", reset);
  shortcut("[", "shortcut.slower", move(-1), "[", true);
  shortcut("]", "shortcut.faster", move(1), "]", true);

  window.saddle.on("change", showPlaying);
  onLanguage(() => { showPlaying(); showSpeed(); });
  showPlaying();
  showSpeed();
}
