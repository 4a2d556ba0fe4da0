// Where the lecture speaks of what the trainer shows: of each setting, number, chart, layer and alarm, the paragraph.

import { byId, element } from "../../common/element.js";

/** The section of a group of settings, for those that have no paragraph of their own. */
const groups = {
  data: "players", game: "loss", penalty: "nash", collapse: "collapse", latent: "generator", generator: "generator", discriminator: "generator",
  rule: "alternating", stability: "nash", experiment: "fig-play",
};

const fields = {
  source: "eq-41", lsgan_a: "eq-24", lsgan_b: "eq-24", lsgan_c: "eq-24", began_gamma: "eq-25", play: "turns", d_steps: "fig-k", batch: "eq-8",
  gp: "eq-23", gp_sides: "eq-23", dragan: "eq-23", r1: "eq-38", r2: "eq-39", penalty_end: "eq-39", spectral_norm: "eq-23", clip: "eq-22",
  structure: "veegan", unroll: "eq-32", pack: "eq-32", features: "eq-40", generators: "eq-31", diversity: "eq-31", labels: "classes", classes: "classes",
  class_weight: "eq-29", cycle: "eq-41", coarse: "eq-42", clusters: "fig-classes", cluster_sigma: "fig-classes", bottleneck: "eq-25", g_lr: "turns", d_lr: "turns",
  momentum: "eq-35", beta1: "eq-35", historical: "eq-36", consensus: "eq-36", lookahead: "eq-36", lookahead_alpha: "eq-36", ema: "fig-game", instance_noise: "eq-39",
};

/** Of these fields each value has its own. */
const values = {
  loss: {
    minimax: "eq-7", nonsaturating: "nonsaturating", lsgan: "eq-24", wgan: "eq-20", "wgan-gp": "eq-23", began: "eq-25", d2gan: "eq-27",
    "fgan-kl": "eq-26", "fgan-reverse-kl": "eq-26", "fgan-pearson": "eq-26", "fgan-hellinger": "eq-26", hinge: "losses", rpgan: "losses", ragan: "losses",
  },
  structure: { plain: "players", mgan: "eq-31", veegan: "eq-30", classifier: "eq-29", infogan: "classes", translate: "eq-41", densify: "eq-42" },
};

const others = {
  diagnosis: {
    collapse: "collapse", starvation: "vanishing", oscillation: "nash", divergence: "eq-34",
  },
  measure: {
    step: "alternating", speed: "alternating", digest: "fig-play", modes: "collapse", high_quality: "collapse", jsd: "jsd",
    sliced_w: "eq-20", balance_k: "eq-25", convergence: "eq-25", sigma: "eq-23", clipped: "eq-22", d_accuracy: "vanishing",
    optimum_distance: "best-d", kl_data_model: "kl", kl_model_data: "kl",
  },
  chart: {
    value: "eq-12", convergence: "eq-25", losses: "cross-entropy", jsd: "jsd", gradients: "vanishing", modes: "collapse",
    sliced_w: "eq-20",
  },
  view: {
    real: "players", generated: "generator", heatmap: "generator", arrows: "alternating", manifold: "generator", optimum: "best-d",
    pairs: "eq-41",
  },
};

/**
 * The id of what the lecture has on a topic, which is a kind and a name; a field's group and value say more.
 * @param {string} topic
 * @param {{group?: string, value?: string}} [about]
 */
export function placeOf(topic, { group, value } = {}) {
  const [kind, name] = topic.split(".");
  if (kind === "group") return groups[name];
  if (kind !== "field") return others[kind]?.[name];
  return values[name]?.[value] ?? fields[name] ?? groups[group];
}

/** What there is to say of a topic's field now. */
function aboutField(topic) {
  const [kind, name] = topic.split(".");
  if (kind !== "field") return {};
  const { saddle } = window;
  return { group: saddle.schema().find((field) => field.name === name)?.group, value: saddle.config()[name] };
}

/**
 * A link to what the lecture has on a topic, or null. The run goes on meanwhile: the lecture has a tab of its own.
 * @param {string} topic
 * @param {string} words key of its text
 */
export function lectureLink(topic, words) {
  const place = placeOf(topic, aboutField(topic));
  if (!place) return null;
  const address = new URL(byId("lecture").href);
  address.hash = place;
  return element("a", { class: "to-lecture", href: address.href, target: "_blank", rel: "noopener", "data-text": words });
}
