// node compile.mjs PYODIDE WABT FOLDER: with that Pyodide's Python, compile the .py files of FOLDER/python/lib and FOLDER/stdlib.
// A .pyc takes the place of its .py; those of the course keep their source beside them, for whoever wants to read it.
// With the assembler WABT, make FOLDER/products.wasm of kernel/products.wat.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [pyodideFolder, wabtFile, folder] = process.argv.slice(2);

const { parseWat } = await (await import(pathToFileURL(wabtFile))).default();
const products = readFileSync(new URL("kernel/products.wat", import.meta.url), "utf8");
writeFileSync(`${folder}/products.wasm`, parseWat("products.wat", products).toBinary({}).buffer);

const { loadPyodide } = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`));
const pyodide = await loadPyodide({ indexURL: pyodideFolder, lockFileContents: readFileSync(`${folder}/pyodide-lock.json`, "utf8") });
pyodide.FS.mkdirTree("/work");
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, "/work");
pyodide.runPython(`
import importlib.util
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

WORK = Path("/work")
for place, installed in (("python/lib", "/lib/"), ("stdlib", "/lib/python314.zip/")):
    for path in sorted((WORK / place).rglob("*.py")):
        name = installed + path.relative_to(WORK / place).as_posix()
        source = path.read_bytes()
        try:
            code = compile(source, name, "exec", dont_inherit=True)
        except SyntaxError:  # a template, or code for another Python
            continue
        compiled = _code_to_hash_pyc(code, importlib.util.source_hash(source), False)
        if "/site-packages/helpers/" in name:
            cache = path.with_name("__pycache__") / f"{path.stem}.cpython-314.pyc"
            cache.parent.mkdir(exist_ok=True)
            cache.write_bytes(compiled)
        else:
            path.with_suffix(".pyc").write_bytes(compiled)
            path.unlink()
`);
process.exit();
