// What the kernel's worker loads in place of pyodide.mjs: Pyodide with all packages of the course in it.
import { loadPyodide as load } from "./pyodide.mjs";

async function archive() {
  const answer = await fetch(new URL("packages.gz", import.meta.url));
  const stream = answer.body.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function unpack(FS, content) {
  let at = content.indexOf(10) + 1; // after the line that lists the files
  const folders = new Set();
  for (const [path, size] of JSON.parse(new TextDecoder().decode(content.subarray(0, at)))) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!folders.has(folder)) FS.mkdirTree(folder);
    folders.add(folder);
    FS.writeFile(path, content.subarray(at, (at += size)), { canOwn: true });
  }
}

export async function loadPyodide(options) {
  const content = archive(); // while Python starts
  const pyodide = await load({ ...options, packages: [] });
  unpack(pyodide.FS, await content);
  return pyodide;
}
