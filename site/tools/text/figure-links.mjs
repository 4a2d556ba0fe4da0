// Where each figure of the lecture goes on in the trainer: an experiment of the same question. A figure that trains has its own one, and
// what is only theory one in which it can be seen.

const ring = "#defaults=1&g_layers=32,32&d_layers=32,32";

const links = {
  play: "", round: `${ring}&loss=minimax&g_lr=0.006&d_lr=0.01`, k: `${ring}&loss=minimax&batch=128&d_steps=20`, kl: "#loss=fgan-reverse-kl", jsd: "#loss=minimax&d_steps=5",
  flat: `${ring}&loss=minimax&batch=128&d_steps=20`, "flat-run": `${ring}&loss=nonsaturating&batch=128&d_steps=20`,
  optimum: `${ring}&modes=3&radius=1.2&sigma=0.35&loss=minimax&d_steps=3`, wasserstein: "#loss=wgan-gp&d_steps=5", squares: "#loss=lsgan", ratios: "#loss=fgan-pearson", began: "#defaults=1&cloud=circle&loss=began&g_lr=0.0005&d_lr=0.0005", losses: "#defaults=1&loss=lsgan",
  collapse: "#race=pack:1,2", classes: "#structure=classifier", game: "#loss=minimax&play=simultaneous", tasks: "#cloud=moons&structure=translate",
};

const words = { en: "Open in the trainer", vi: "Mở trong trang huấn luyện" };

/** The link of a figure, as HTML. */
export function figureLink(name, language) {
  if (!(name in links)) throw new Error(`no link to the trainer for the figure "${name}"`);
  return `<a class="figure-open" href="../../${links[name].replaceAll("&", "&amp;")}">${words[language]}</a>`;
}

/** All links, for tests. */
export const figureLinks = Object.values(links);
