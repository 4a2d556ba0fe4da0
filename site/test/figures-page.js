// A bare page with all figures of the article and no words around them: what the tests and a look at the figures need.
export const names = ["play", "round", "k", "kl", "jsd", "flat", "flat-run", "optimum", "wasserstein", "squares", "began", "ratios", "losses", "collapse", "classes", "game", "tasks"];

/** The page, as it would lie at site/lecture/; with only some of the figures, and a name that nobody knows. */
export const figuresPage = ({ language = "en", only = names } = {}) => `<!doctype html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Figures</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="../styles/tokens.css">
  <link rel="stylesheet" href="figures/figures.css">
  <style>
    main { max-width: 720px; margin: 0 auto; padding: 16px; }
    figure { margin: 0 0 120px; }
    figcaption { margin-top: 8px; color: var(--ink-soft); }
  </style>
  <script type="module" src="figures/main.js"></script>
</head>
<body>
  <main>
    <h1>Figures</h1>
    ${[...only, "unknown"].map((name) => `<figure id="fig-${name}" data-figure="${name}"><div class="figure-stage"></div><figcaption>${name}</figcaption></figure>`).join("\n    ")}
  </main>
</body>
</html>
`;
