// What the kernel's worker loads in place of pyodide.mjs: Pyodide with all packages of the course in it.
import { loadPyodide as load } from "./pyodide.mjs";

const here = (name) => new URL(name, import.meta.url);

async function unzipped(name) {
  const answer = await fetch(here(name));
  return new Response(answer.body.pipeThrough(new DecompressionStream("gzip")));
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

/** Functions that work on Python's own memory; none in a browser that knows no SIMD (Safari before 16.4). */
async function withMemory(memory, module) {
  try {
    return { ...(await WebAssembly.instantiateStreaming(module, { env: { memory } })).instance.exports };
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error;
  }
}

/** What Python looks into for a signal, some thousand times a second while it runs; each time would be too often to ask. */
class Signals {
  static EVERY = 200; // milliseconds

  constructor(address) {
    this.address = address;
    this.looks = 0;
    this.asked = 0;
  }

  get 0() {
    if (this.looks++ % 4) return 0; // a look at the clock takes as long as many a line of Python
    return performance.now() - this.asked > Signals.EVERY && this.stopIsWanted() ? 2 : 0; // 2: SIGINT
  }

  set 0(_heard) {}

  /** Whether the page wants Python to stop; asked once, it is answered. */
  stopIsWanted() {
    this.asked = performance.now();
    const question = new XMLHttpRequest();
    question.open("POST", this.address, false); // while Python runs nothing else arrives here
    try {
      question.send();
    } catch {
      return false;
    }
    return question.responseText === "stop";
  }
}

export async function loadPyodide({ interrupts, ...options }) {
  const products = fetch(here("products.wasm"));
  const packages = unzipped("packages.gz").then((all) => all.arrayBuffer()); // while Python starts
  const stdLibURL = URL.createObjectURL(await (await unzipped("python.gz")).blob());
  const env = { COURSE_DATA: here("../data/").href }; // where helpers/data/embedded.py finds images
  const pyodide = await load({ ...options, env, stdLibURL, packages: [] });
  URL.revokeObjectURL(stdLibURL);
  const quick = await withMemory(pyodide._module.memory, products);
  if (quick) pyodide.registerJsModule("quick_products", quick); // for helpers/nn/products.py
  // Each look into the notebook's folder is a question to the page, which is busy now: browser_kernel.py puts it back.
  pyodide.runPython("import sys; sys.path.remove('')");
  unpack(pyodide.FS, new Uint8Array(await packages));
  // interrupts: an address of the page's own; none where there is no service worker. browser_kernel.py calls this.
  const hear = () => interrupts && pyodide.setInterruptBuffer(new Signals(interrupts));
  pyodide.registerJsModule("browser_interrupts", { hear });
  return pyodide;
}
