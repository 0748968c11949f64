// Taking work along and bringing it back: a .zip with a folder for each language, as in my_work of an installed course.
import { strFromU8, unzipSync, zipSync } from "./fflate.js";
import { decoded, encoded, sameCells } from "./files.js";
import { LANGUAGES } from "./place.js";
import { parse, together } from "./records.js";
import { LANGUAGE } from "./words.js";

const LARGEST = 100e6; // bytes of a file in a .zip; no notebook of the course comes near

/** The work in this browser as a .zip, {bytes, notebooks}; notebooks: how many are in it. Undefined when there is none. */
export async function packed(files) {
  const pack = {};
  let notebooks = 0;
  for (const file of await files.kept()) {
    const bytes = await files.read(file.path);
    if (file.type === "notebook") {
      if (sameCells(JSON.parse(decoded(bytes)), await files.shipped(file.path))) continue;
      notebooks += 1;
    }
    pack[file.path] = [bytes, { mtime: new Date(file.last_modified) }];
  }
  return Object.keys(pack).length ? { bytes: zipSync(pack), notebooks } : undefined;
}

/** Bring work back from a file, {name, bytes}. What cannot be told of the outcome is in none of the lists:
 *  {brought: [path], renamed: [[path, name of the copy]], unreadable: [name]}. Raises "broken" or "nothing in it". */
export async function unpacked(files, name, bytes) {
  const entries = name.endsWith(".ipynb") ? { [name]: bytes } : contentOf(bytes);
  const report = { brought: [], renamed: [], unreadable: [], found: 0 };
  for (const [entry, content] of Object.entries(entries)) {
    const file = entry.split("/").pop();
    if (file.startsWith(".") || /(^|\/)(__MACOSX|\.ipynb_checkpoints)\//.test(entry) || file === "") continue;
    if (file.endsWith(".ipynb")) await bringNotebook(files, entry, file, content, report);
    else if (file === "progress.json") await bringProgress(files, entry, content, report);
    else await bringOther(files, entry, file, content, report);
  }
  if (report.found === 0) throw new Error("nothing in it");
  return report;
}

function contentOf(bytes) {
  try {
    return unzipSync(bytes, { filter: (entry) => entry.originalSize < LARGEST });
  } catch (error) {
    throw new Error("broken", { cause: error });
  }
}

/** The language of a file: that of its folder, else what it says itself, else the page's. */
const languageOf = (entry, notebook) =>
  [...entry.split("/").slice(0, -1).reverse(), notebook?.metadata?.course?.language].find((one) => LANGUAGES.includes(one)) ?? LANGUAGE;

async function bringNotebook(files, entry, file, content, report) {
  report.found += 1;
  const notebook = notebookIn(content);
  if (!notebook) return report.unreadable.push(file);
  const path = `${languageOf(entry, notebook)}/${file}`;
  const shipped = await files.shipped(path);
  const here = await files.read(path);
  const mine = here && JSON.parse(decoded(here));
  if (sameCells(notebook, mine) || sameCells(notebook, shipped)) return;
  if (mine && !sameCells(mine, shipped)) {
    const copy = await files.freeName(path);
    await files.write(copy, mine);
    report.renamed.push([path, copy.split("/").pop()]);
  }
  await files.write(path, notebook);
  report.brought.push(path);
}

function notebookIn(content) {
  try {
    const notebook = JSON.parse(strFromU8(content));
    return notebook.nbformat === 4 && notebook.cells.every((cell) => "source" in cell) ? notebook : undefined;
  } catch {
    return undefined;
  }
}

async function bringProgress(files, entry, content, report) {
  report.found += 1;
  const path = `${languageOf(entry)}/progress.json`;
  const theirs = parse(decoded(content) ?? "");
  if (!theirs) return report.unreadable.push("progress.json");
  const here = await files.read(path);
  const mine = here ? parse(decoded(here) ?? "") : {};
  if (!mine) await files.write(await files.freeName(path.replace("progress", "progress-damaged")), here);
  const all = JSON.stringify(together(mine ?? {}, theirs), null, 1);
  if (here && all === JSON.stringify(mine, null, 1)) return;
  await files.write(path, encoded(all));
  report.brought.push(path);
}

/** A file that lay beside the notebooks: the student's own points, say. */
async function bringOther(files, entry, file, content, report) {
  const path = `${languageOf(entry)}/${file}`;
  const here = await files.read(path);
  if (here && here.length === content.length && here.every((byte, at) => byte === content[at])) return;
  if (here) {
    const copy = await files.freeName(path);
    await files.write(copy, here);
    report.renamed.push([path, copy.split("/").pop()]);
  }
  await files.write(path, content);
  report.brought.push(path);
}
