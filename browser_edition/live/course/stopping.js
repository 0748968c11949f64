// ■ stops what runs, wherever it is pressed; where it cannot, the page says what can.
import { notice } from "./bar.js";
import { SITE } from "./place.js";
import { words } from "./words.js";
import { ask } from "./worker.js";

const PATIENCE = 2000; // milliseconds in which Python stops, unless it is deep in a long sum
const LONG = 1000; // milliseconds that a cell runs before a button to stop it is of use
const STOP = "notebook:interrupt-kernel";

/** The address at which this page's kernel asks the worker whether to stop. */
export const INTERRUPTS = `${SITE}live/api/interrupts/${Math.random().toString(36).slice(2)}`;

/** kept: whether there is a worker. */
export function watchStop(app, panel, kept) {
  const restart = { text: words.restart, act: () => app.commands.execute("notebook:restart-kernel") };
  const session = panel.sessionContext;
  const isBusy = () => session.session?.kernel?.status === "busy";
  const sayUntilItChanges = (text) => session.statusChanged.connect(notice(text, restart));
  const stop = () => {
    if (!kept) return sayUntilItChanges(words.cannotStop);
    ask({ ask: "interrupt", address: INTERRUPTS });
    setTimeout(() => isBusy() && sayUntilItChanges(words.doesNotStop), PATIENCE);
  };
  app.commands.commandExecuted.connect((_, { id }) => id === STOP && stop());
  showStopButton(app, session, isBusy);
}

/** A button for the thumb, where the app's own ■ has no room. */
function showStopButton(app, session, isBusy) {
  const button = document.getElementById("course-stop");
  button.setAttribute("aria-label", words.stop);
  button.addEventListener("click", () => app.commands.execute(STOP));
  let waiting;
  session.statusChanged.connect(() => {
    clearTimeout(waiting);
    button.hidden = true;
    if (isBusy()) waiting = setTimeout(() => (button.hidden = false), LONG);
  });
}
