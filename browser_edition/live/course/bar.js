// The bar above the notebook: which lesson, how far it is, and notices that must not be missed.
import { READING_PAGE, SITE, TITLE } from "./place.js";
import { words } from "./words.js";

const part = (name) => document.getElementById(`course-${name}`);

/** Fill in the bar; openWork: called when "My work" is pressed. */
export function showBar(openWork) {
  document.title = TITLE;
  const home = part("home");
  home.href = `${SITE}index.html`;
  home.title = words.home;
  home.setAttribute("aria-label", words.home);
  const lesson = part("lesson");
  lesson.href = READING_PAGE;
  lesson.title = words.toRead;
  lesson.textContent = TITLE;
  part("wait").textContent = words.wait;
  part("kept").textContent = words.kept;
  part("work").textContent = words.myWork;
  part("work").addEventListener("click", openWork);
}

/** What is being done now; share: of 1, how far it is, or null when it cannot be known. */
export function showStatus(text, share = 1) {
  part("status").textContent = text;
  const progress = part("progress");
  if (share === null) progress.removeAttribute("value");
  else progress.value = share;
  progress.hidden = share === 1;
}

/** A notice that stays until it is closed; action: {text, act}, a button on it. The same one is shown once. */
export function notice(text, action) {
  const shown = [...part("notices").children].find((one) => one.dataset.text === text);
  if (shown) return () => shown.remove();
  const box = document.createElement("div");
  box.dataset.text = text;
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  box.append(paragraph);
  if (action) box.append(button(action.text, () => action.act(box)));
  const close = button("×", () => box.remove());
  close.setAttribute("aria-label", words.close);
  close.className = "course-close";
  box.append(close);
  part("notices").append(box);
  return () => box.remove();
}

export function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

/** A button for the thumb that runs the current cell and goes on to the next. */
export function showRunButton(app, panel) {
  const run = part("run");
  run.setAttribute("aria-label", words.run);
  run.hidden = false;
  // pointerdown would take the keyboard away from the cell, and with it the screen's keyboard would go and come.
  run.addEventListener("pointerdown", (event) => event.preventDefault());
  run.addEventListener("click", () => {
    app.shell.activateById(panel.id);
    app.commands.execute("notebook:run-cell-and-select-next");
  });
}
