// Work is kept at every change, and what cannot be kept is said.
import { notice } from "./bar.js";
import { decoded } from "./files.js";
import { LANGUAGES, LESSONS, PATH } from "./place.js";
import { counted, parse, together } from "./records.js";
import { LANGUAGE, filled, megabytes, words } from "./words.js";

const QUIET = 700; // milliseconds without a change, after which it is saved
const AT_MOST = 3000; // milliseconds that a change waits
const LITTLE = 30e6; // bytes free, below which a warning is due
const UNSAVED = `course-unsaved ${PATH}`;

/** Saves the open notebook; `active` is false in a second tab with the same one, which saves nothing. */
export class Keeper {
  constructor(panel, files) {
    Object.assign(this, { panel, files, context: panel.context, active: true, dirtySince: 0, timer: 0, saving: null });
  }

  begin() {
    this._bringBackUnsaved();
    this.context.model.contentChanged.connect(() => this._changed());
    this.context.saveState.connect((_, state) => state === "failed" && this.cannotStore());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.leave());
    addEventListener("pagehide", () => this.leave());
  }

  _changed() {
    if (!this.active) return; // the model says only after this that it is dirty
    if (!this.persisted) this.persisted = navigator.storage?.persist?.().catch(() => false);
    this.dirtySince ||= Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), Math.max(0, Math.min(QUIET, this.dirtySince + AT_MOST - Date.now())));
  }

  /** Save now what has changed. Never raises. */
  async save() {
    clearTimeout(this.timer);
    if (this.saving) await this.saving;
    if (!this.active || !this.context.model.dirty) return;
    this.dirtySince = 0;
    this.saving = this.context.save().then(
      () => this.context.model.dirty || localStorage.removeItem(UNSAVED),
      () => this.cannotStore(),
    );
    await this.saving;
    this.saving = null;
  }

  /** The page may be gone in a moment: the cells' texts are put where that takes no time, and all is saved if there is time. */
  leave() {
    if (!this.active || !this.context.model.dirty) return;
    const cells = Object.fromEntries([...this.context.model.cells].map((cell) => [cell.id, cell.sharedModel.getSource()]));
    try {
      localStorage.setItem(UNSAVED, JSON.stringify(cells));
    } catch {
      // Full or forbidden: said already, when the page was opened.
    }
    this.save();
  }

  _bringBackUnsaved() {
    let cells;
    try {
      cells = JSON.parse(localStorage.getItem(UNSAVED) ?? "{}");
      localStorage.removeItem(UNSAVED);
    } catch {
      return;
    }
    let changed = false;
    for (const cell of this.context.model.cells) {
      if (!(cell.id in cells) || cells[cell.id] === cell.sharedModel.getSource()) continue;
      cell.sharedModel.setSource(cells[cell.id]);
      changed = true;
    }
    if (changed) notice(words.recovered);
    if (changed) this.context.save().catch(() => this.cannotStore());
  }

  cannotStore() {
    notice(words.cannotStore);
  }

  /** Show what is kept now under this notebook's name; what was on the page is let go. */
  async showKept() {
    this.active = false;
    await this.context.revert();
    this.active = true;
  }
}

/** Try whether this browser keeps things, and how much there is room for; say so when not. */
export async function watchStorage(keeper) {
  if (!(await canStore())) keeper.cannotStore();
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
  const free = quota - usage;
  if (free < LITTLE) notice(filled(words.almostFull, { free: megabytes(Math.max(0, free)) }));
}

async function canStore() {
  try {
    localStorage.setItem("course-try", "1");
    localStorage.removeItem("course-try");
    const database = await answered(indexedDB.open("course-try"), (request) => request.result.createObjectStore("try"));
    const change = database.transaction("try", "readwrite");
    await answered(change.objectStore("try").put("x".repeat(100_000), 1));
    await new Promise((resolve, reject) => {
      change.oncomplete = resolve;
      change.onabort = () => reject(change.error); // that is when a full disk shows
    });
    database.close();
    indexedDB.deleteDatabase("course-try");
    return true;
  } catch {
    return false;
  }
}

/** The result of a request to IndexedDB, as a promise. */
const answered = (request, upgrade) =>
  new Promise((resolve, reject) => {
    request.onupgradeneeded = () => upgrade(request);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => resolve(request.result);
  });

/** Keep the first page's table of what is done up to date with every progress.json. */
export async function watchProgress(files) {
  const publish = async () => {
    let all = {};
    for (const language of LANGUAGES) {
      const bytes = await files.read(`${language}/progress.json`);
      all = together(all, (bytes && parse(decoded(bytes) ?? "")) ?? {});
    }
    try {
      localStorage.setItem("course-progress", JSON.stringify(counted(all, LESSONS[LANGUAGE])));
    } catch {
      // Full or forbidden: said already.
    }
  };
  const concerns = (model) => model?.path?.endsWith("/progress.json");
  files.contents.fileChanged.connect((_, change) => {
    if (concerns(change.newValue) || concerns(change.oldValue)) publish();
  });
  await publish();
}

/** Two tabs with one lesson would overwrite each other's work: only one of them saves. */
export async function watchTabs(keeper) {
  if (!navigator.locks) return;
  const name = `course ${PATH}`;
  const channel = new BroadcastChannel(name);
  let letGo = () => {};
  let closeWarning = () => {};

  // Resolves once it is known whether this tab has the lock, which it then holds until another tab wants it.
  const hold = (options, begin) =>
    new Promise((known, failed) => {
      const held = navigator.locks.request(name, options, async (lock) => {
        if (lock && begin) await begin();
        known(lock !== null);
        if (lock) await new Promise((resolve) => (letGo = resolve));
      });
      held.then(known, (error) => (keeper.active && options.signal === undefined ? giveUp() : failed(error)));
    });
  const giveUp = () => {
    keeper.active = false;
    closeWarning = notice(words.otherTab, { text: words.useHere, act: take });
  };
  const take = async () => {
    channel.postMessage("wanted");
    const begin = async () => {
      closeWarning();
      await keeper.showKept();
    };
    // A tab that the browser has put to sleep does not let go; the lock is taken from it.
    await hold({ signal: AbortSignal.timeout(1500) }, begin).catch(() => hold({ steal: true }, begin));
  };
  channel.onmessage = async () => {
    if (!keeper.active) return;
    await keeper.save();
    giveUp();
    letGo();
  };
  if (!(await hold({ ifAvailable: true }))) giveUp();
}
