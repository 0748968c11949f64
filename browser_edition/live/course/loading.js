// Says what is being loaded, until Python is ready.
import { showStatus } from "./bar.js";
import { pythonIsReady } from "./open.js";
import { ask } from "./worker.js";
import { filled, megabytes, words } from "./words.js";

const PARTS = [
  ["live/pyodide/packages", "packages"],
  ["live/pyodide/", "python"],
  ["live/data/", "data"],
];

const partOf = (path) => PARTS.find(([start]) => path.startsWith(start))?.[1] ?? "program";

let heard = () => {};

/** Begin to tell what the worker fetches. */
export async function tellLoading() {
  const { first } = await ask({ ask: "sizes" });
  let bytes = 0;
  heard = ({ data }) => {
    if (!data.fetched) return;
    bytes += data.bytes;
    const of = Math.max(first.left, bytes);
    const gaps = { part: words.parts[partOf(data.fetched)], now: megabytes(Math.min(bytes, of), 1), of: megabytes(of, 1) };
    showStatus(filled(words.loading, gaps), Math.min(bytes / of, 0.99));
    if (bytes >= 0.995 * of) showStatus(words.starting, null);
  };
  navigator.serviceWorker.addEventListener("message", heard);
  ask({ ask: "ahead" }); // Python is fetched while the app starts
}

/** Wait for Python, and say "ready"; from then on, whether it is busy. */
export async function tellReady(panel) {
  try {
    await pythonIsReady(panel);
  } catch {
    showStatus(words.noKernel);
    return;
  }
  navigator.serviceWorker?.removeEventListener("message", heard);
  const session = panel.sessionContext;
  const tell = () => {
    const { status } = session.session?.kernel ?? {};
    if (["starting", "restarting", "autorestarting"].includes(status)) showStatus(words.starting, null);
    else showStatus(status === "busy" ? words.busy : words.ready);
  };
  session.statusChanged.connect(tell);
  tell();
}
