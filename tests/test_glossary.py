"""The glossary: complete in both languages, and joined with the lessons by links that lead somewhere."""

import re
import shutil
from collections import Counter

import nbformat
import pytest

from lessons_src.builder.editions import Edition, make_notebook
from lessons_src.builder.glossary import WORDS_ID, Links, entries, glossary, words_of
from lessons_src.builder.series import OURS, Series, SourceError
from tests.languages import COMPLETE
from tests.sources import LESSONS

WITH_ALL = "recap_and_glossary"  # the lesson that holds the whole glossary
LINK = re.compile(r"\[\*\*([^*]+)\*\*\]\(#([\w-]+)\)")
ANCHOR = re.compile(r'<a id="([\w-]+)"></a>')
BOLD = re.compile(r"\*\*([^*]+)\*\*")
# The 24 terms that the last lesson must explain, as `id`.
AGREED = {
    "neuron", "connection", "bias", "activation-function", "input-layer", "hidden-layer", "output-layer",
    "input-format", "weight", "forward-pass", "backpropagation", "learning-rate", "precision", "accuracy",
    "recall", "convergence", "regularisation", "normalisation", "fully-connected", "loss-function",
    "optimisation", "performance-metric", "batch", "epoch",
}  # fmt: skip
# What stands in bold and is no term: parts of every lesson, keys and buttons, and words that are stressed.
FRAME = re.compile(
    r"(Preveja|Experimente|Entenda|Pausa|Predict|Try|Explain|Break|\d\d)\.?|\d+ (minutos|minutes)\.?|(Ctrl|Shift) \+ \w+"
    r"|Você vai aprender a|You will learn to"
    r"|Passo|Step|Reproduzir|Play|Voltar ao início|Reset|Conferir|Check|Recomeçar|Restart|Comparar|Compare|Mais ruído|More noise"
    r"|Mesmos pesos|Same weights again|Testar os 150|Try all 150|avançar por|advance by|Pontos|Points|Método|Method|Python"
)
STRESSED = {
    "pt-BR": {"Nos dois casos, são pessoas que preparam os dados", "dados → análise → saída", "guarda um número de 0 a 1",
              "peso cruzado", "todos", "sem", "mais dados", "uma rede menor", "A meta é 0,05 ou menos."},
    "en": {"In both cases, people prepare the data", "data → analysis → output", "holds a number from 0 to 1",
           "crossed weight", "all", "without", "more data", "a smaller network", "The goal is 0.05 or less."},
}  # fmt: skip

both_languages = pytest.mark.parametrize("tag", COMPLETE)


def cells(lesson: str, tag: str) -> dict[str, str]:
    """The prose of a lesson's notebook for students, by cell."""
    notebook = make_notebook(Edition(OURS, LESSONS[lesson], tag, for_teacher=False))
    return {cell.id: cell.source for cell in notebook.cells if cell.cell_type == "markdown"}


def prose(lesson: str, tag: str) -> str:
    """The same in one piece, without the words at its end."""
    return "\n\n".join(text for id, text in cells(lesson, tag).items() if id != WORDS_ID)


def test_terms_are_there_once_and_explained_in_both_languages():
    terms = glossary(OURS)
    assert not AGREED - {term.id for term in terms}
    assert max(Counter(term.id for term in terms).values()) == 1
    for tag in COMPLETE:
        assert max(Counter(term.name[tag].casefold() for term in terms).values()) == 1
    for term in terms:
        assert re.fullmatch(r"[a-z0-9-]+", term.id)
        assert term.lessons
        assert set(term.lessons) <= LESSONS.keys() - {WITH_ALL}
        assert term.about["pt-BR"] != term.about["en"]
        for text in term.about.values():
            assert 15 < len(text) < 260, term.id
            assert text[0].isupper() or not text[0].isalpha(), term.id
            assert text[-1] in ".:)", term.id
            assert text[-1] != ":" or term.formula, term.id
            assert 1 <= len(re.findall(r"[.:](?= |$)", text)) <= 4, term.id


def test_term_that_is_not_in_a_language_yet_is_there_in_english(tmp_path):
    text = (OURS.lessons / "glossary.toml").read_text(encoding="utf-8")
    text = re.sub(r'\npt-BR = "viés"|\nabout-pt-BR = "O número somado uma vez.*', "", text)
    series = Series(tmp_path, tmp_path)
    for place in OURS.places:
        shutil.copytree(place.path, tmp_path / place.path.name, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (tmp_path / "glossary.toml").write_text(text, encoding="utf-8")
    words = words_of(series, series.place("weighted_sum_plus_bias"), "pt-BR")
    (entry,) = [entry for entry in words.split("\n\n") if 'id="bias"' in entry]
    assert entry.startswith('<a id="bias"></a>**bias**: ')
    links = Links(series, series.place("weighted_sum_plus_bias"), "pt-BR")
    assert links.add("**bias**, **viés**") == "**bias**, **viés**"


@both_languages
def test_each_term_is_linked_from_exactly_the_lessons_that_teach_it(tag):
    found = {(lesson, id) for lesson in LESSONS for _bold, id in LINK.findall(prose(lesson, tag))}
    wanted = {(lesson, term.id) for term in glossary(OURS) for lesson in term.lessons if lesson in LESSONS}
    assert found == wanted


@both_languages
def test_a_link_stands_at_the_first_place_in_bold_and_nowhere_else(tag):
    for lesson in LESSONS:
        text = prose(lesson, tag)
        ids = [id for _bold, id in LINK.findall(text)]
        assert len(ids) == len(set(ids))
        for term in glossary(OURS):
            if lesson in term.lessons:
                places = [match.start() for match in BOLD.finditer(text) if match[1].casefold() in term.forms(tag)]
                link = next(match.start() for match in LINK.finditer(text) if match[2] == term.id)
                assert link == places[0] - 1, (lesson, term.id)


@both_languages
def test_every_term_in_bold_is_in_the_glossary(tag):
    known = {form for term in glossary(OURS) for form in term.forms(tag)}
    for lesson in LESSONS:
        text = prose(lesson, tag)
        if lesson == WITH_ALL:
            text = text.replace(entries(OURS, tag), "")
        bold = {words for words in BOLD.findall(text) if not FRAME.fullmatch(words) and words not in STRESSED[tag]}
        assert {words for words in bold if words.casefold() not in known} == set(), lesson


@both_languages
def test_each_lesson_ends_with_its_words_and_a_link_to_all_of_them(tag):
    for name in LESSONS.keys() - {WITH_ALL}:
        *_others, (last, words) = cells(name, tag).items()
        assert last == WORDS_ID
        terms = {term.id: term for term in glossary(OURS) if name in term.lessons}
        assert sorted(ANCHOR.findall(words)) == sorted(terms)
        for entry in re.findall(r"<a id=.*", words):
            term = terms[ANCHOR.search(entry)[1]]
            assert f"**{term.name[tag]}**" in entry
            assert term.about[tag] in entry
        assert re.findall(r"\]\((.*?)\)", words) == [f"{OURS.place(WITH_ALL).path.name}.ipynb"]
    assert WORDS_ID not in cells(WITH_ALL, tag)


@both_languages
@pytest.mark.parametrize("teacher", ["", "teacher/"])
def test_every_link_s_anchor_and_every_lesson_s_notebook_exist(tag, teacher):
    for place in OURS.places:
        path = OURS.notebooks / teacher / tag / f"{place.path.name}.ipynb"
        text = "\n".join(
            cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"
        )
        anchors = ANCHOR.findall(text)
        assert len(anchors) == len(set(anchors))
        assert set(re.findall(r"\]\(#([\w-]+)\)", text)) <= set(anchors)
        for name in re.findall(r"\]\(([^)#]+\.ipynb)\)", text):
            assert (path.parent / name).exists()


@both_languages
def test_the_whole_glossary_has_an_anchor_a_term(tag):
    assert sorted(ANCHOR.findall(cells(WITH_ALL, tag)["glossary"])) == sorted(term.id for term in glossary(OURS))


@pytest.mark.parametrize(
    ("tag", "in_a_row"),
    [
        ("en", ["accuracy", "activation function", "Adam", "amplitude", "array", "artificial intelligence"]),
        ("pt-BR", ["entropia cruzada", "época de treino", "erro", "erro quadrático médio", "Fashion-MNIST"]),
    ],
)
def test_entries_are_in_alphabetical_order(tag, in_a_row):
    """Without regard to accents and capitals."""
    names = BOLD.findall(entries(OURS, tag))
    start = names.index(in_a_row[0])
    assert names[start : start + len(in_a_row)] == in_a_row
    assert len(names) == len(glossary(OURS))


@both_languages
def test_entry_gives_both_names_the_formula_and_the_lesson(tag):
    (entry,) = [text for text in entries(OURS, tag).split("\n\n") if 'id="bias"' in text]
    names = {"en": "**bias** (*viés*): ", "pt-BR": "**viés** (*bias*): "}[tag]
    lesson = {"en": "lesson", "pt-BR": "aula"}[tag]
    assert entry.startswith(f'<a id="bias"></a>{names}')
    assert entry.endswith(f"$z = w \\cdot x + b$. [{lesson} 02](02_weighted_sum_plus_bias.ipynb)")
    (same,) = [text for text in entries(OURS, tag).split("\n\n") if 'id="mnist"' in text]
    assert same.startswith('<a id="mnist"></a>**MNIST**: ')


def test_links_are_made_once_a_lesson_and_in_any_case():
    links = Links(OURS, OURS.place("weighted_sum_plus_bias"), "en")
    assert links.add("a **Bias** and a **bias**") == "a [**Bias**](#bias) and a **bias**"
    assert links.add("**bias**, **weights**") == "**bias**, [**weights**](#weight)"
    assert Links(OURS, OURS.place("sigmoid"), "en").add("**bias**") == "**bias**"


def test_teacher_s_notes_have_no_links_and_take_none_away():
    lesson = LESSONS["weighted_sum_plus_bias"]
    notebooks = [make_notebook(Edition(OURS, lesson, "en", for_teacher)) for for_teacher in (False, True)]
    student, teacher = ({cell.id: cell.source for cell in notebook.cells} for notebook in notebooks)
    assert not any(LINK.search(source) for id, source in teacher.items() if id.startswith("teacher-"))
    assert {id: LINK.findall(student[id]) for id in student} == {id: LINK.findall(teacher[id]) for id in student}


def test_term_in_which_something_is_missing_is_named(tmp_path):
    text = (OURS.lessons / "glossary.toml").read_text(encoding="utf-8").replace("\nabout-en = ", "\nabout-fr = ", 1)
    (tmp_path / "glossary.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match="the term 'notebook' lacks about-en"):
        glossary(Series(tmp_path, tmp_path))
