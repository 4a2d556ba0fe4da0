// What a browser may forbid, in a private window or in a frame of another page: some of it throws when it is only named. So nothing else
// in the site names it (eslint.config.js), but for first scripts, which cannot import.

/** What `ask` returns, or null where the browser does not let it. */
function permitted(ask) {
  try {
    return ask() ?? null;
  } catch {
    return null;
  }
}

/** What is remembered between visits; where that is forbidden nothing is, and nothing breaks. */
export const memory = {
  get: (name) => permitted(() => localStorage.getItem("saddle." + name)),
  set(name, value) { permitted(() => localStorage.setItem("saddle." + name, value)); },
};

/** What a tab remembers, also when its page is loaded again. */
export const tab = {
  get: (name) => permitted(() => sessionStorage.getItem("saddle." + name)),
  set(name, value) { permitted(() => sessionStorage.setItem("saddle." + name, value)); },
  remove(name) { permitted(() => sessionStorage.removeItem("saddle." + name)); },
};

/** Copy a text; resolves to whether the browser has let the page do so. */
export async function copy(content) {
  try {
    await navigator.clipboard.writeText(content);
    return true;
  } catch {
    return false;
  }
}

/** Who has locks that are given back when their holder ends, or null. */
export const locks = () => permitted(() => navigator.locks);

/** Resolves to the machine's battery, or to null where none is to be known of. */
export const battery = async () => (await permitted(() => navigator.getBattery())) ?? null;

/** Who registers service workers, or null. */
export const workers = () => permitted(() => navigator.serviceWorker);
