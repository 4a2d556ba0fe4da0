// The page's colours, for what the program draws; what CSS draws follows by itself.

const dark = matchMedia("(prefers-color-scheme: dark)");

const theme = () => document.documentElement.dataset.theme || (dark.matches ? "dark" : "light");

/** Have the program draw in the page's theme, now and when it changes. */
export function followTheme() {
  let told = "";
  const tell = () => {
    if (told !== theme()) window.saddle.theme((told = theme()));
  };
  dark.addEventListener("change", tell);
  new MutationObserver(tell).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  tell();
}
