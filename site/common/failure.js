// Every page's very first script. It says, in a box of its own, which file of the page has not come or which script has ended with an
// error, where nothing else may be there to say so: it needs no sheet, no table of texts and no module, and knows both languages.
//
// A page says that it runs by the event "running"; after that, an error in a script is no reason why it does not. It can have a sentence
// of its own shown here by the event "failure", with the sentence as its detail.
{
  const sentences = {
    en: {
      missing: "{name} could not be loaded, so this page does not work as it should. Please check the connection and reload the page. If the site is yours, publish all of the folder that ./build.sh build makes.",
      sandbox: "The frame that this page is in has a sandbox, in which the browser does not load {name}. The page around it has to allow more (sandbox=\"allow-scripts allow-same-origin\"), or the site has to allow its files to be used anywhere (Access-Control-Allow-Origin: *).",
      broken: "A script of this page has ended with an error ({reason}), so the page does not work as it should. Please reload it, or try another browser.",
      close: "Close",
    },
    vi: {
      missing: "Không tải được {name} nên trang này không hoạt động đúng. Hãy kiểm tra kết nối mạng rồi tải lại trang. Nếu website là của bạn, hãy đưa lên toàn bộ thư mục do ./build.sh build tạo ra.",
      sandbox: "Khung chứa trang này có thuộc tính sandbox nên trình duyệt không tải {name}. Trang bên ngoài cần cho phép nhiều hơn (sandbox=\"allow-scripts allow-same-origin\"), hoặc website cần cho phép dùng tệp của nó ở mọi nơi (Access-Control-Allow-Origin: *).",
      broken: "Một đoạn mã của trang này đã dừng vì lỗi ({reason}) nên trang không hoạt động đúng. Hãy tải lại trang hoặc thử một trình duyệt khác.",
      close: "Đóng",
    },
  };

  // In a page of one file all scripts are the page's own.
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const site = src ? new URL("../..", src).href : location.href.replace(/[?#].*/s, "").replace(/[^/]*$/, "");
  const nameOf = (address) => decodeURI(address.startsWith(site) ? address.slice(site.length) : address).replace(/[?#].*/s, "");

  /** The page's language; the trainer has the browser's, until its script has chosen one. */
  function words() {
    const { lang } = document.documentElement;
    const unknown = document.querySelector("[data-text]") && !window.saddle;
    return /^vi\b/i.test(unknown ? navigator.language : lang) ? sentences.vi : sentences.en;
  }

  const arrived = new Promise((resolve) => {
    if (document.readyState !== "loading") resolve(null);
    else document.addEventListener("DOMContentLoaded", resolve, { once: true });
  });

  let running = false;
  let said = false;

  /** Show a sentence until it is closed; of those that follow from each other only the first says why. */
  async function say(write) {
    if (said) return;
    said = true;
    await arrived;
    const sentence = write(words());
    const text = document.createElement("p");
    const close = document.createElement("button");
    const box = document.createElement("div");
    text.textContent = sentence;
    close.textContent = "×";
    close.setAttribute("aria-label", words().close);
    close.addEventListener("click", () => { box.remove(); said = false; });
    box.className = "failure";
    box.setAttribute("role", "alert");
    box.append(text, close);
    // By hand, as there may be no sheet, and with the system's colours.
    Object.assign(box.style, {
      position: "fixed", zIndex: "2147483647", inset: "8px 8px auto", maxHeight: "calc(100vh - 16px)", overflow: "auto", visibility: "visible",
      boxSizing: "border-box", maxWidth: "760px", margin: "0 auto", padding: "10px 6px 10px 16px", display: "flex", alignItems: "flex-start", gap: "8px",
      font: "14px/1.45 system-ui, sans-serif", color: "CanvasText", background: "Canvas", border: "1px solid", borderRadius: "8px", boxShadow: "0 4px 20px rgb(0 0 0 / .25)",
    });
    Object.assign(text.style, { flex: "1", margin: "0", overflowWrap: "anywhere" });
    Object.assign(close.style, { flex: "none", width: "34px", height: "34px", font: "20px/1 system-ui, sans-serif", color: "inherit", background: "none", border: "0", cursor: "pointer" });
    document.body.prepend(box);
  }

  /** Say that the page will not run, in place of its progress and of its figures, too: of those that no script has begun, if not others. */
  async function fail(write, figures = ".figure-stage:not([data-state])") {
    say(write);
    await arrived;
    const progress = document.getElementById("loading");
    if (progress) progress.hidden = true;
    for (const stage of document.querySelectorAll(figures)) {
      const line = document.createElement("p");
      line.className = "figure-waiting";
      line.textContent = write(words());
      stage.replaceChildren(line);
    }
  }

  const missing = (name) => (words) => words.missing.replace("{name}", name);

  /** Which of a script and the modules that it imports does not come. */
  async function culprit(address, seen = new Set()) {
    if (seen.has(address)) return null;
    seen.add(address);
    const response = await fetch(address).catch(() => null);
    if (!response?.ok || !/javascript/.test(response.headers.get("Content-Type"))) return address;
    const imports = (await response.text()).matchAll(/(?:^|;)(?:import|export)\b(?:[^"';]*\bfrom)?\s*["'](\.\.?\/[^"']+)["']/gm);
    for (const [, name] of imports) {
      const found = await culprit(new URL(name, address).href, seen);
      if (found) return found;
    }
    return null;
  }

  async function scriptMissing(script) {
    const address = script.type === "module" ? (await culprit(script.src)) ?? script.src : script.src;
    const isSandboxed = script.type === "module" && self.origin === "null" && address === script.src && location.protocol.startsWith("http");
    fail(isSandboxed ? (words) => words.sandbox.replace("{name}", nameOf(address)) : missing(nameOf(address)));
  }

  addEventListener("error", (event) => {
    const { target } = event;
    if (target instanceof HTMLScriptElement) {
      if (!target.onerror) scriptMissing(target); // who listens says it
    } else if (target instanceof HTMLLinkElement) {
      if (target.relList.contains("stylesheet")) say(missing(nameOf(target.href)));
    } else if (!running && event.error && event.filename?.startsWith(site)) {
      fail((words) => words.broken.replace("{reason}", `${nameOf(event.filename)}: ${event.message}`));
    }
  }, true);

  addEventListener("unhandledrejection", ({ reason }) => {
    if (running || !reason) return;
    const write = reason.file ? missing(reason.file) : (words) => words.broken.replace("{reason}", reason.message ?? String(reason));
    fail(write, '.figure-stage:not([data-state="ready"])');
  });

  document.addEventListener("running", () => { running = true; });
  document.addEventListener("failure", (event) => say(() => /** @type {CustomEvent} */ (event).detail));
}
