// The files of this browser: JupyterLite's contents, in which lessons never saved are the site's own.
import { LANGUAGES, SITE } from "./place.js";

export class Files {
  constructor(contents) {
    this.contents = contents;
  }

  /** The files that are kept in this browser, of all languages. What the site ships is dated 1980. */
  async kept() {
    const folders = await Promise.all(LANGUAGES.map((language) => this._folder(language)));
    const files = folders.flatMap((folder) => folder.content ?? []);
    return files.filter((file) => file.type !== "directory" && !file.last_modified.startsWith("1980"));
  }

  /** What is in a folder; a language in which nothing has been kept may have none. */
  _folder(path) {
    return this.contents.get(path, { content: true }).catch(() => ({ content: [] }));
  }

  async exists(path) {
    return this.contents.get(path, { content: false }).then(
      () => true,
      () => false,
    );
  }

  /** The bytes of a file; undefined when there is none. */
  async read(path) {
    const model = await this.contents.get(path, { content: true }).catch(() => undefined);
    if (!model) return undefined;
    if (model.format === "json") return encoded(`${JSON.stringify(model.content, null, 1)}\n`);
    if (model.format === "text") return encoded(model.content);
    return Uint8Array.from(atob(model.content ?? ""), (letter) => letter.charCodeAt(0));
  }

  /** Write a file whole. A notebook's content is given as an object, that of other files as bytes. */
  async write(path, content) {
    if (!(content instanceof Uint8Array)) {
      await this.contents.save(path, { type: "notebook", format: "json", content });
      return;
    }
    const text = decoded(content);
    if (text !== undefined) await this.contents.save(path, { type: "file", format: "text", content: text });
    else await this.contents.save(path, { type: "file", format: "base64", content: base64(content) });
  }

  /** The notebook that the site ships at this path; undefined when it ships none. */
  async shipped(path) {
    const answer = await fetch(`${SITE}live/files/${encodeURI(path)}`).catch(() => undefined);
    return answer?.ok ? answer.json() : undefined;
  }

  /** The first free name of the form "02_name-2.ipynb". */
  async freeName(path) {
    const [, start, ending] = /^(.*?)(?:-\d+)?(\.\w+)$/.exec(path);
    for (let number = 2; ; number++) {
      const name = `${start}-${number}${ending}`;
      if (!(await this.exists(name))) return name;
    }
  }
}

/** Whether two notebooks have the same cells, outputs and all. */
export const sameCells = (one, other) => JSON.stringify(one?.cells?.map(plain)) === JSON.stringify(other?.cells?.map(plain));

const joined = (text) => (Array.isArray(text) ? text.join("") : text);
const sorted = (value) =>
  value && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])]))
    : Array.isArray(value) && value.every((part) => typeof part === "string")
      ? value.join("")
      : Array.isArray(value)
        ? value.map(sorted)
        : value;
// Whether a cell was run, and when, is no difference.
const plain = (cell) => [cell.id, cell.cell_type, joined(cell.source), (cell.outputs ?? []).map(({ execution_count, ...output }) => sorted(output))];

export const encoded = (text) => new TextEncoder().encode(text);

/** Bytes as text; undefined when they are not UTF-8. */
export function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function base64(bytes) {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}
