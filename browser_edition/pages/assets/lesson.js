// What the page of a lesson adds where scripts run.

// Opened from a folder, without a server, the interactive lesson cannot start: the page says so, and what to do.
if (location.protocol === "file:") document.querySelector(".from-folder").hidden = false;

// What the interactive lesson needs is fetched while its reader reads, so that it opens sooner: once they have begun to
// scroll, and only where a transfer most likely costs nothing: at a computer, or where a phone says that it is on Wi-Fi.
const connection = navigator.connection;
const isFree = connection?.type
  ? ["wifi", "ethernet"].includes(connection.type)
  : matchMedia("(hover: hover) and (pointer: fine)").matches;

async function fetchAhead() {
  try {
    await navigator.serviceWorker.register("../service-worker.js");
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ ask: "ahead" });
  } catch {
    // no worker at this address or in this window: then all is fetched when the lesson opens
  }
}

if (isFree && !connection?.saveData) addEventListener("scroll", fetchAhead, { once: true, passive: true });
