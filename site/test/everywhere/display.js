// What a browser with windows needs around it where nobody looks: a display in memory, and a home that is its user's own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";

let made;

/** The environment for a browser, the same for all of a test file; it ends with the file. */
export const surroundings = () => (made ??= make());

// With a display ends all that is shown on it, however the tests end.
const undo = [];
const undoAll = () => { while (undo.length) undo.pop()(); };
after(undoAll);
process.once("exit", undoAll);
process.once("SIGTERM", () => process.exit(1));

/** The user's own home, or an empty one where it is another's, as for root in some containers: Firefox refuses that. */
function home() {
  if (statSync(homedir()).uid === process.getuid()) return homedir();
  const folder = mkdtempSync(path.join(tmpdir(), "saddle-home-"));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

// A display that starts anew whenever the last window closes would refuse one that opens meanwhile: hence -noreset.
async function display() {
  if (process.platform !== "linux") return {};
  const server = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp", "-noreset"], { stdio: ["ignore", "pipe", "ignore"] });
  undo.push(() => server.kill());
  const ended = once(server, "exit").then(() => { throw new Error("Xvfb has ended"); });
  const [number] = await Promise.race([once(server.stdout, "data"), ended]);
  ended.catch(() => {});
  return { DISPLAY: `:${String(number).trim()}`, GDK_BACKEND: "x11", MOZ_ENABLE_WAYLAND: "0" };
}

async function make() {
  // In a container WebKit cannot make the sandbox that it would put around its processes.
  return { ...process.env, HOME: home(), ...await display(), WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" };
}
