// Every page's first script, before anything is painted, so that no other theme flashes: what the address asks for, or what is remembered.
{
  const known = ["light", "dark"];
  let theme = new URLSearchParams(location.search).get("theme");
  if (!known.includes(theme)) {
    // eslint-disable-next-line no-restricted-globals -- a first script imports nothing
    try { theme = localStorage.getItem("saddle.theme"); } catch { /* Storage may be forbidden; the system's theme serves. */ }
  }
  if (known.includes(theme)) document.documentElement.dataset.theme = theme;
}
