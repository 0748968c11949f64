// The dialog "My work": where it is kept, taking it along, bringing it back, offline use, starting afresh.
import { button } from "./bar.js";
import { LANGUAGES, LESSONS, PATH, STEM, pageOf } from "./place.js";
import { packed, unpacked } from "./travel.js";
import { LANGUAGE, filled, megabytes, words } from "./words.js";
import { ask } from "./worker.js";

/** The dialog. files, keeper: undefined until the notebook is open; what needs them waits. */
export class WorkDialog {
  constructor() {
    this.dialog = document.getElementById("course-dialog");
    const heading = element("h2", words.myWork);
    heading.id = "course-dialog-title";
    this.dialog.setAttribute("aria-labelledby", heading.id);
    this.says = element("p");
    this.says.setAttribute("role", "status");
    this.says.className = "course-says";
    const close = button("×", () => this.dialog.close());
    close.setAttribute("aria-label", words.close);
    close.className = "course-close";
    this.file = document.createElement("input");
    Object.assign(this.file, { type: "file", accept: ".zip,.ipynb,application/zip", hidden: true });
    this.file.addEventListener("change", () => this.file.files[0] && this._do(() => this._bringBack(this.file.files[0])));
    this.offline = button(words.offline, () => this._do(() => this._keepAll()));
    this.copies = element("div");
    this.dialog.append(
      close,
      heading,
      element("p", words.about),
      this._row(button(words.takeAlong, () => this._do(() => this._takeAlong())), words.takeAlongIs),
      this._row(button(words.bringBack, () => this.file.click()), words.bringBackIs),
      this._row(this.offline, words.offlineIs),
      this._row(button(words.afresh, () => this._do(() => this._startAfresh())), words.afreshIs),
      this._row(button(words.restart, () => this._do(() => this._restart())), words.restartIs),
      this.file,
      this.says,
      this.copies,
    );
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
    this.opened = new Promise((resolve) => (this.notebookIsOpen = resolve));
  }

  _row(pressed, text) {
    const row = element("div");
    row.className = "course-row";
    const description = element("p", text);
    description.id = `course-is-${this.dialog.querySelectorAll(".course-row").length}-${pressed.textContent.length}`;
    pressed.setAttribute("aria-describedby", description.id);
    row.append(pressed, description);
    return row;
  }

  async show() {
    this._say("");
    this.dialog.showModal();
    this._showSize();
    await this.opened.then(() => this._showCopies());
  }

  _say(text) {
    this.says.textContent = text;
    this.says.scrollIntoView({ block: "nearest" });
  }

  /** Do one thing, while the buttons wait; what fails is said. */
  async _do(act) {
    const buttons = [...this.dialog.querySelectorAll(".course-row button")];
    for (const one of buttons) one.disabled = true;
    this._say("");
    try {
      ({ keeper: this.keeper, files: this.files, app: this.app } = await this.opened);
      await this.keeper.save();
      await act();
    } catch (error) {
      console.warn(error);
      this._say(words.notStored);
    } finally {
      for (const one of buttons) one.disabled = false;
      this._showSize();
      this._showCopies();
    }
  }

  async _takeAlong() {
    const pack = await packed(this.files);
    if (!pack) return this._say(words.nothingToTake);
    const day = new Date();
    const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    const link = element("a");
    link.href = URL.createObjectURL(new Blob([pack.bytes], { type: "application/zip" }));
    link.download = `${words.file}-${date}.zip`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    this._say(filled(words.taken, { file: link.download, count: words.lessons(pack.notebooks) }));
  }

  async _bringBack(file) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    this.file.value = "";
    let report;
    try {
      report = await unpacked(this.files, file.name, bytes);
    } catch (error) {
      const said = { broken: words.broken, "nothing in it": words.nothingIn }[error.message];
      if (!said) throw error;
      return this._say(filled(said, { file: file.name }));
    }
    const { brought, renamed, unreadable } = report;
    if (brought.includes(PATH)) await this.keeper.showKept();
    const lines = renamed.map(([path, copy]) => filled(words.keptAs, { file: titleOf(path), copy }));
    if (brought.length) lines.unshift(filled(words.brought, { files: brought.map(titleOf).join("; ") }));
    if (unreadable.length) {
      lines.push(filled(brought.length ? words.unreadable : words.unreadableAll, { files: unreadable.join(", ") }));
    }
    this._say(lines.join(" ") || words.same);
  }

  async _keepAll() {
    const { all } = await ask({ ask: "sizes" });
    let now = 0;
    const done = await new Promise((resolve) =>
      ask({ ask: "keep all" }, (data) => {
        if ("done" in data) return resolve(data.done);
        now += data.kept;
        this._say(filled(words.offlineGoing, { now: megabytes(now), of: megabytes(all.left) }));
      }),
    );
    this._say(done ? words.offlineDone : words.offlineFailed);
  }

  async _showSize() {
    if (!navigator.serviceWorker?.controller) {
      this.offline.closest(".course-row").hidden = true;
      return;
    }
    const { all } = await ask({ ask: "sizes" });
    this.offline.textContent = all.left ? `${words.offline} (${megabytes(Math.max(all.left, 1e6))} MB)` : words.offline;
    this.offline.disabled = all.left === 0;
    if (all.left === 0) this.offline.nextElementSibling.textContent = words.offlineDone;
  }

  async _startAfresh() {
    const mine = await this.files.contents.get(PATH, { content: true });
    await this.files.write(await this.files.freeName(PATH), mine.content);
    this.keeper.active = false;
    await this.files.contents.delete(PATH);
    location.assign(pageOf(`${PATH.split("/")[0]}/${STEM}.ipynb`));
  }

  async _restart() {
    this.dialog.close();
    await this.app.commands.execute("notebook:restart-kernel");
  }

  async _showCopies() {
    const { files } = await this.opened;
    const copies = (await files.kept()).filter((file) => file.type === "notebook" && file.path !== PATH && isCopy(file.path));
    this.copies.replaceChildren();
    if (copies.length === 0) return;
    const list = element("ul");
    for (const { path } of copies) {
      const link = element("a", path.split("/").pop().replace(".ipynb", ""));
      link.href = pageOf(path);
      const item = element("li");
      item.append(link);
      list.append(item);
    }
    this.copies.append(element("h3", words.copies), list);
  }
}

const isCopy = (path) => LANGUAGES.every((language) => !(stemOf(path) in LESSONS[language]));
const stemOf = (path) => path.split("/").pop().replace(".ipynb", "");
const titleOf = (path) =>
  path.endsWith("progress.json") ? words.progressBrought : (LESSONS[LANGUAGE][stemOf(path)]?.title ?? path.split("/").pop());

function element(kind, text = "") {
  const made = document.createElement(kind);
  made.textContent = text;
  return made;
}
