"""The live app: JupyterLite with one notebook on the page, and the lessons of all languages in it.

It is built once. A language is a folder with an `index.html` of its own that leads to the same files, and with settings
that choose the language of the app: `live/pt-BR/notebooks/index.html?path=pt-BR/02_weighted_sum_plus_bias.ipynb`.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from browser_edition import downloads
from browser_edition.app_words import app_words
from browser_edition.menus import PARTS_LEFT_OUT, leave_out
from browser_edition.steps import ROOT, made

HERE = Path(__file__).parent
NOTEBOOKS = ROOT / "notebooks"
APP = {
    "appName": "Do neurônio à rede · From neuron to network",
    "exposeAppInBrowser": True,
    "disabledExtensions": PARTS_LEFT_OUT,
    "contentsStorageName": "from-neuron-to-network",  # whatever the address, so that work outlives a move of the site
    "litePluginSettings": {
        "@jupyterlite/pyodide-kernel-extension:kernel": {
            "pyodideUrl": "./pyodide/start.mjs",
            "disablePyPIFallback": True,
            # kernel/start.mjs brings them: without these names the kernel would look for each of them itself.
            "loadPyodideOptions": {
                "packages": ["micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython"]
            },
        }
    },
}
LOCALES = {"en": "en", "pt-BR": "pt_BR"}
SETTINGS = {
    "@jupyterlab/apputils-extension:kernels-settings": {"commsOverSubshells": "disabled"},
    "@jupyter-notebook/application-extension:top": {"visible": "no"},  # live/page.html has a bar of its own
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},  # live/course/keeping.js saves, at every change
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension:tracker": {
        "windowingMode": "none",
        "codeCellConfig": {"lineNumbers": False, "lineWrap": True},  # for narrow screens
    },
}
# Those that a server would have: of a page, and while its kernel works.
FAVICONS = ("notebook", "busy-1", "busy-2", "busy-3")
MIDNIGHT = "1980-01-01T00:00:00Z"
# What JupyterLite lays down for its developers, and of its own front page.
LEFTOVERS = [
    "rspack.config*.js",
    "package.json",
    "*.schema.*.json",
    "bootstrap.js",
    "index.html",
    "doc",
    "manifest.webmanifest",
    "jupyter-lite.*",
    "config-utils.js",
    "overrides.json",
    "notebooks",
    "icon-*.png",
]


def languages() -> list[str]:
    """The languages that the lessons are in."""
    return sorted(folder.name for folder in NOTEBOOKS.iterdir() if folder.name in LOCALES)


def lite() -> Path:
    """The folder `live`, all but Pyodide and the data."""
    lessons = [NOTEBOOKS / language for language in languages()]
    ours = [HERE / "menus.py", HERE / "app_words.py", *sorted(HERE.glob("jupyterlab.*.po")), HERE / "live"]
    return made("lite", [HERE / "tools.lock", HERE / "wheels.lock", *ours, *lessons], _make)


def _make(folder: Path) -> None:
    source = folder.with_name("lite-source")
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir()
    (anywidget,) = (wheel for wheel in downloads.wheels() if wheel.name.startswith("anywidget-"))
    _write(source / "jupyter-lite.json", {"jupyter-lite-schema-version": 0, "jupyter-config-data": APP})
    _write(source / "overrides.json", SETTINGS)
    _write(source / "jupyter_lite_config.json", {"LiteBuildConfig": {"federated_extensions": [str(anywidget)]}})
    tool = [str(downloads.tools()), "-m", "jupyterlite_core", "build", "--lite-dir", ".", "--output-dir", str(folder)]
    # Without its source maps, which are for its developers; MIDNIGHT's second, so that every build is the same.
    done = subprocess.run(
        [*tool, "--apps", "notebooks", "--no-sourcemaps", "--no-unused-shared-packages"],
        cwd=source,
        env=os.environ | {"SOURCE_DATE_EPOCH": "315532800"},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise OSError(f"jupyter lite build: {done.stdout}{done.stderr}")
    _menus(folder / "build" / "schemas" / "all.json")
    for language in languages():
        _lessons(folder, language)
        _front(folder, language)
    _translations(folder)
    _contents(folder)
    for name in FAVICONS:
        (folder / "static" / "favicons").mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / "notebooks" / "favicon.ico", folder / "static" / "favicons" / f"favicon-{name}.ico")
    for pattern in LEFTOVERS:
        for path in folder.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _menus(schemas: Path) -> None:
    plugins = json.loads(schemas.read_text(encoding="utf-8"))
    for plugin in plugins:
        leave_out(plugin["schema"])
    _write(schemas, plugins)


def _lessons(folder: Path, language: str) -> None:
    into = folder / "files" / language
    into.mkdir(parents=True)
    for notebook in sorted((NOTEBOOKS / language).glob("*.ipynb")):
        shutil.copyfile(notebook, into / notebook.name)


def _front(folder: Path, language: str) -> None:
    """The page of the app for a language, with all its settings in it."""
    front, app = folder / language / "notebooks", folder / "notebooks"
    front.mkdir(parents=True)
    shutil.copy(app / "favicon.ico", front)
    settings = json.loads((folder / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"]
    settings |= {
        "appUrl": f"/{language}/notebooks",
        "notebookPage": "notebooks",
        "settingsUrl": "./build/schemas",
        "themesUrl": "/build/themes",  # the one that the app itself puts behind baseUrl
        "faviconUrl": f"./{language}/notebooks/favicon.ico",
        "contentsAllJsonFile": "all.json",
    }
    settings["settingsOverrides"]["@jupyterlab/translation-extension:plugin"] = {"locale": LOCALES[language]}
    bundle = re.search(
        r'href="(\.\./build/notebooks/bundle\.js[^"]*)"', (app / "index.html").read_text(encoding="utf-8")
    )[1]
    page = (HERE / "live" / "page.html").read_text(encoding="utf-8")
    config = json.dumps(settings, sort_keys=True, ensure_ascii=False).replace("</", "<\\/")
    page = page.format(language=language, title=settings["appName"], bundle=f"../{bundle}", config=config)
    (front / "index.html").write_text(page, encoding="utf-8", newline="\n")


def _translations(folder: Path) -> None:
    """The words of the app in the languages of the lessons; JupyterLab is written in English."""
    api = folder / "api" / "translations"
    for language in languages():
        words = {} if language == "en" else app_words(language, LOCALES[language], folder)
        _write(api / f"{LOCALES[language]}.json", {"data": words, "message": ""})
    names = {locale: {"displayName": tag, "nativeName": tag} for tag, locale in LOCALES.items()}
    _write(api / "all.json", {"data": names, "message": ""})


def _contents(folder: Path) -> None:
    """What the app asks for when it looks into a folder of lessons."""
    lists = {
        language: [_model(language, path) for path in sorted((folder / "files" / language).iterdir())]
        for language in languages()
    }
    for language, models in lists.items():
        _write(folder / "api" / "contents" / language / "all.json", _folder(language, models))
    _write(folder / "api" / "contents" / "all.json", _folder("", [_folder(language, None) for language in lists]))


def _model(language: str, path: Path) -> dict:
    return {
        "content": None,
        "created": MIDNIGHT,
        "format": None,
        "hash": None,
        "hash_algorithm": None,
        "last_modified": MIDNIGHT,
        "mimetype": None,
        "name": path.name,
        "path": f"{language}/{path.name}",
        "size": path.stat().st_size,
        "type": "notebook",
        "writable": True,
    }


def _folder(path: str, content: list[dict] | None) -> dict:
    return {
        "content": content,
        "created": MIDNIGHT,
        "format": "json" if content is not None else None,
        "hash": None,
        "hash_algorithm": None,
        "last_modified": MIDNIGHT,
        "mimetype": None,
        "name": path,
        "path": path,
        "size": None,
        "type": "directory",
        "writable": True,
    }


def _write(path: Path, content: dict | list) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
    )
