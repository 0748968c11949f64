"""The licences of all that a site holds, read from the things themselves: wheels say theirs, and so do bundles of JavaScript."""

import json
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from helpers.lessons.folders import ROOT

TEXTS = Path(__file__).parent / "texts"
LICENCE_FILE = re.compile(r"(^|/)(LICEN[CS]E|COPYING|NOTICE)[^/]*$(?<!\.py)")
CLASSIFIER = "License :: "
SHORT = 60  # letters; in place of a licence's name some packages give its whole text


@dataclass(frozen=True)
class Part:
    """One thing that a site holds, or several under one licence.

    name: that of the first; licence: its name; text: all its words; home: where the source is; more: the names of the others.
    """

    name: str
    licence: str
    text: str
    home: str = ""
    more: tuple[str, ...] = ()


def own_parts() -> list[Part]:
    """The course and its data."""

    def text(path: str) -> str:
        return (ROOT / path).read_text(encoding="utf-8")

    return [
        Part("Do neurônio à rede / From neuron to network: code", "MIT", text("LICENSE")),
        Part("Do neurônio à rede / From neuron to network: prose and pictures", "CC BY 4.0", text("LICENSE-prose")),
        Part("MNIST, Fashion-MNIST", "CC BY-SA 3.0, MIT", text("helpers/data/DATA_LICENSE")),
    ]


def python_parts(wheels: Iterable[Path]) -> list[Part]:
    """Python for the browser, and the packages in these wheels."""

    def text(name: str) -> str:
        return (TEXTS / name).read_text(encoding="utf-8")

    pyodide = Part("Pyodide", "MPL-2.0", text("MPL-2.0.txt"), "https://github.com/pyodide/pyodide")
    python = Part("CPython 3.14", "PSF-2.0", text("python-3.14.txt"), "https://github.com/python/cpython")
    return [pyodide, python, *sorted(map(wheel_part, wheels), key=lambda part: part.name.lower())]


def wheel_part(wheel: Path) -> Part:
    """A Python package, with the licences of what it has taken in from others."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        about = message_from_bytes(archive.read(next(name for name in names if name.endswith(".dist-info/METADATA"))))
        texts = [archive.read(name).decode(errors="replace") for name in names if LICENCE_FILE.search(name)]
    return Part(f"{about['Name']} {about['Version']}", _licence(about), "\n\n".join(dict.fromkeys(texts)), _home(about))


def _licence(about: Message) -> str:
    stated = about["License-Expression"] or about["License"] or ""
    if stated and len(stated) < SHORT:
        return stated
    classified = [value.split(" :: ")[-1] for value in about.get_all("Classifier", ()) if value.startswith(CLASSIFIER)]
    return ", ".join(classified)


def _home(about: Message) -> str:
    addresses = [value.split(", ", 1) for value in about.get_all("Project-URL", ())]
    named = {name.lower(): address for name, address in addresses}
    wanted = ("source", "source code", "repository", "github", "homepage")
    return next((named[name] for name in wanted if name in named), about["Home-page"] or "")


def script_parts(site: Path) -> list[Part]:
    """What the JavaScript in a site is made of: packages with the same words in their licence are one part."""
    found: dict[tuple[str, str], set[str]] = {}
    for file in site.rglob("third-party-licenses.json"):
        for package in json.loads(file.read_text(encoding="utf-8"))["packages"]:
            key = package["licenseId"], (package["extractedText"] or "").strip()
            found.setdefault(key, set()).add(f"{package['name']} {package['versionInfo']}")
    parts = [
        Part(first, licence, text, more=tuple(more))
        for (licence, text), names in found.items()
        for first, *more in [sorted(names, key=str.lower)]
    ]
    for file in site.rglob("*.LICENSE.txt"):
        text = file.read_text(encoding="utf-8")
        parts.append(Part(file.name.removesuffix(".LICENSE.txt"), text.splitlines()[0], text))
    return sorted(parts, key=lambda part: part.name.lower())
