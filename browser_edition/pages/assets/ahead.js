// Fetches what an interactive lesson needs while its reader reads, so that it opens sooner: once they have begun to
// scroll, and only where a transfer most likely costs nothing: at a computer, or where a phone says that it is on Wi-Fi.
const connection = navigator.connection;
const isFree = connection?.type
  ? ["wifi", "ethernet"].includes(connection.type)
  : matchMedia("(hover: hover) and (pointer: fine)").matches;

async function fetchAhead() {
  const addresses = await (await fetch("../live/first-visit.json")).json();
  for (const address of addresses) {
    await (await fetch(`../${address}`, { priority: "low" })).arrayBuffer();
  }
}

if (isFree && !connection?.saveData) addEventListener("scroll", fetchAhead, { once: true, passive: true });
