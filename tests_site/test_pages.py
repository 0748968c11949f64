"""The pages to read: whole without scripts, links that lead somewhere, pictures, formulas, what a reader sees of them."""

import base64
import json
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from browser_edition.pages import write_pages
from browser_edition.pages.formulas import mathml
from browser_edition.pages.words import counted, translated
from lessons_src.builder import words
from tests_site.reading import Text, broken_links, pages_in

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*/*.ipynb"))
FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$]+?)\$", re.DOTALL)


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def cells(notebook: Path) -> list[dict]:
    return json.loads(notebook.read_text(encoding="utf-8"))["cells"]


def page_of(site: Path, notebook: Path) -> Text:
    return Text(site / notebook.parent.name / f"{notebook.stem}.html")


def joined(text) -> str:
    return "".join(text)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return pages_in(tmp_path_factory.mktemp("site"))


each_lesson = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=name)


# ---------------------------------------------------------------- what stands on the pages


def test_every_link_leads_to_a_page_and_a_place_on_it(site):
    assert len(list(site.glob("*/*.html"))) == 2 * 13
    assert broken_links(site) == []
    page = site / "en" / "index.html"
    html = page.read_text(encoding="utf-8")
    page.write_text(html.replace("#teachers", "#pupils").replace("03_sigmoid.html", "03_sigma.html"), encoding="utf-8")
    assert broken_links(site) == ["en/index.html: #pupils", "en/index.html: ../en/03_sigma.html"]
    page.write_text(html, encoding="utf-8")


def test_every_page_has_one_title_and_ids_that_are_its_own(site):
    for path in site.glob("*/*.html"):
        page = Text(path)
        assert page.tags["h1"] == 1, path
        assert [one for one, times in Counter(page.ids).items() if times > 1] == [], path
        assert page.title and len(page.meta["description"]) > 40, path
        assert page.language == path.parent.name


@each_lesson
def test_all_code_and_all_outputs_of_the_notebook_are_on_its_page(site, notebook):
    page = page_of(site, notebook)
    code = [cell for cell in cells(notebook) if cell["cell_type"] == "code"]
    assert [source.rstrip("\n") for source in page.code] == [joined(cell["source"]) for cell in code]
    words = " ".join(page.words.split())
    for output in (output for cell in code for output in cell["outputs"]):
        shown = joined(output["text"] if output["output_type"] == "stream" else output["data"]["text/plain"])
        if "text/html" not in output.get("data", {}):
            assert " ".join(shown.split()) in words


def test_questions_to_predict_stand_on_the_page_with_their_choices(site):
    html = (site / "en" / "02_weighted_sum_plus_bias.html").read_text(encoding="utf-8")
    assert (
        '<div class="step predict"><p><strong>Predict.</strong> In the figure, w₁ = 1, w₂ = 1 and b = −1.<br>a) What happens to the line if '
        "the bias grows?</p><ul><li>○ It shifts without turning, and the blue part grows.</li>"
    ) in html
    assert "<input" not in html.replace('<input type="checkbox"', "")


@each_lesson
def test_every_picture_of_the_notebook_is_a_file_with_its_alt_text_and_size(site, notebook):
    outputs = [output for cell in cells(notebook) for output in cell.get("outputs", ())]
    stored = [output["data"] for output in outputs if "image/png" in output.get("data", {})]
    images = [image for image in page_of(site, notebook).images if "pictures/" in image["src"]]
    assert len(stored) == len(images) >= 4 or "recap" in notebook.name
    for data, image in zip(stored, images, strict=True):
        png = (site / notebook.parent.name / image["src"]).read_bytes()
        assert png == base64.b64decode(joined(data["image/png"]))
        assert image["alt"] == joined(data["text/plain"])
        assert (int(image["width"]), int(image["height"])) == tuple(
            int.from_bytes(png[at : at + 4], "big") for at in (16, 20)
        )
    assert [image.get("loading") for image in images] == [None, *["lazy"] * (len(images) - 1)]


@each_lesson
def test_every_formula_is_mathml(site, notebook):
    prose = "\n".join(joined(cell["source"]) for cell in cells(notebook) if cell["cell_type"] == "markdown")
    page = page_of(site, notebook)
    in_sections = sum(
        len(FORMULA.findall(line)) for line in prose.splitlines() if line.startswith("## ")
    )  # and in their list
    assert page.tags["math"] == len(FORMULA.findall(prose)) + in_sections
    assert "$" not in page.words
    assert "\\" not in page.formulas


@pytest.mark.parametrize(
    ("latex", "wanted"),
    [
        (r"f(4{,}5)", "<mn>4,5</mn>"),
        (r"b = -2", '<mo form="prefix">'),
        (r"-\ln a", '<mi>ln</mi><mspace width="0.167em"/><mi>a</mi>'),
        (r"\text{learning\_rate}", "<mtext>learning_rate</mtext>"),
        (r"(x_1; x_2)", "<mo>;</mo>"),
    ],
)
def test_formulas_are_repaired_where_the_converter_errs(latex, wanted):
    assert wanted in mathml(latex)


@each_lesson
def test_questions_trials_and_explanations_are_marked(site, notebook):
    words = {"en": ("Try", "Explain"), "pt-BR": ("Experimente", "Entenda")}[notebook.parent.name]
    prose = "\n".join(joined(cell["source"]) for cell in cells(notebook) if cell["cell_type"] == "markdown")
    html = (site / notebook.parent.name / f"{notebook.stem}.html").read_text(encoding="utf-8")
    asked = sum("lesson.predict(" in joined(cell["source"]) for cell in cells(notebook))
    assert html.count('class="step predict">') == asked > 0
    for word, step in zip(words, ("try", "explain"), strict=True):
        in_prose = len(re.findall(rf"^\*\*{word}\.", prose, re.MULTILINE))
        assert html.count(f'class="step {step}">') == in_prose > 0


def test_a_still_says_nothing_of_running_it_again(site):
    for path in site.glob("*/0*.html"):
        assert not re.search("Run the cell again to bring|Rode a célula de novo", path.read_text(encoding="utf-8"))


def test_every_text_of_the_site_is_translated():
    files = words.sources()[words.SITE / "words.{tag}.po"]
    assert {path.suffix for path in files} == {".py", ".html"}
    texts = words.texts(files)
    assert len(texts) > 40
    plain, forms = ([text for text in texts if isinstance(text, kind)] for kind in (str, tuple))
    assert [text for text in plain if translated(text, "pt-BR") == text or translated(text, "en") != text] == []
    assert [text for text in forms if {counted(*text, n, "pt-BR") for n in (1, 2)} & {*text}] == []
    assert [text for text in forms if tuple(counted(*text, n, "en") for n in (1, 2)) != text] == []


def test_nothing_on_a_page_needs_a_looser_policy(site):
    for path in [site / "index.html", *site.glob("*/*.html")]:
        html = path.read_text(encoding="utf-8")
        assert "default-src 'none'" in html
        assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?! src)", html), path


def test_a_lesson_leads_on_and_back_and_to_its_interactive_form(site):
    page = Text(site / "pt-BR" / "03_sigmoid.html")
    assert {"02_weighted_sum_plus_bias.html", "04_flattening_mnist.html", "../en/03_sigmoid.html"} <= {
        link.removeprefix("../pt-BR/") for link in page.links
    }
    assert page.links.count("../live/pt-BR/notebooks/index.html?path=pt-BR/03_sigmoid.ipynb") == 3


def test_a_language_that_is_begun_leads_to_the_lessons_of_another(tmp_path):
    for notebook in NOTEBOOKS:
        if notebook.parent.name == "en" or notebook.name.startswith("02"):
            target = tmp_path / "notebooks" / notebook.parent.name / notebook.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(notebook.read_bytes())
    write_pages(tmp_path / "notebooks", tmp_path / "site", wheels=[], megabytes=22)
    home, lesson = (
        Text(tmp_path / "site" / "pt-BR" / f"{file}.html") for file in ("index", "02_weighted_sum_plus_bias")
    )
    assert "../en/00_start_here.html" in home.links
    assert "../pt-BR/02_weighted_sum_plus_bias.html" in home.links
    assert "../en/03_sigmoid.html" in lesson.links
    other = Text(tmp_path / "site" / "en" / "03_sigmoid.html")
    assert "../pt-BR/03_sigmoid.html" not in other.links


def test_the_licences_are_those_of_what_the_site_holds(tmp_path):
    wheel = tmp_path / "leftpad-1.2-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(
            "leftpad-1.2.dist-info/METADATA", "Name: leftpad\nVersion: 1.2\nLicense-Expression: Zlib\n\nWords."
        )
        archive.writestr("leftpad-1.2.dist-info/licenses/LICENSE", "Pad <as> you like.")
        archive.writestr("leftpad/licenses.py", "not a licence")
    site = tmp_path / "site"
    (site / "live").mkdir(parents=True)
    packages = [
        {"name": name, "versionInfo": "3", "licenseId": "ISC", "extractedText": "Pad on."}
        for name in ("right-pad", "Pad")
    ]
    (site / "live" / "third-party-licenses.json").write_text(json.dumps({"packages": packages}))
    (site / "live" / "zipper.LICENSE.txt").write_text("MIT License\n\nZip as you like.")
    write_pages(ROOT / "notebooks", site, [wheel], megabytes=22)
    words = Text(site / "en" / "licences.html").words
    for text in (
        *("leftpad 1.2 · Zlib", "Pad <as> you like."),
        *("Pad 3 and 1 more · ISC", "Pad 3, right-pad 3", "Pad on."),
        *("zipper · MIT License", "Zip as you like.", "Mozilla Public License", "Zalando"),
    ):
        assert text in words
    assert "not a licence" not in words
