"""The quiz: its questions in both languages, what it says of a mistaken file, and what it shows after each click."""

import itertools
import re
from collections import Counter
from html import escape

import pytest

from helpers import language, widgets
from helpers.lessons.folders import find_lesson, lesson_folders
from helpers.quiz import QUESTIONS, QuestionError, read_questions

TAGS = ("pt-BR", "en")
FILE = """
[[question]]
lesson = "02"
pt-BR = "Quanto é 1 + 1?"
en = "What is 1 + 1?"
[[question.choice]]
pt-BR = "1"
en = "1"
why-pt-BR = "Falta um."
why-en = "One is missing."
[[question.choice]]
pt-BR = "2"
en = "2"
why-pt-BR = "Isso: 1 + 1 = 2."
why-en = "Yes: 1 + 1 = 2."
right = true

[[question]]
lesson = "04"
pt-BR = "Quanto é 2 · 2?"
en = "What is 2 · 2?"
[[question.choice]]
pt-BR = "4"
en = "4"
why-pt-BR = "Sim & certo."
why-en = "Yes & right."
right = true
[[question.choice]]
pt-BR = "<b>22</b>"
en = "<b>22</b>"
why-pt-BR = "Não se põem lado a lado."
why-en = "They are not put side by side."
"""


@pytest.fixture
def file(tmp_path):
    """file(old, new): a file of two questions, with one passage of it changed."""

    def write(old: str = "", new: str = ""):
        assert old in FILE
        path = tmp_path / "mine.toml"
        path.write_text(FILE.replace(old, new, 1) if old else FILE, encoding="utf-8")
        return path

    return write


def in_both() -> tuple[list, list]:
    """The questions of the course in Portuguese and in English."""
    found = []
    for tag in TAGS:
        language.use(tag)
        found.append(read_questions())
    return tuple(found)


# ---------------------------------------------------------------- the questions of the course


def test_there_are_enough_questions_of_every_lesson():
    questions = read_questions()
    about = Counter(question.lesson for question in questions)
    assert list(about) == [lesson.name for lesson in lesson_folders()], "each lesson, in their order"
    assert min(about.values()) >= 5
    assert len(questions) >= 60
    assert all(question.name for question in questions)
    assert {question.asked for question in questions} <= {"", "quiz", *about}


def test_the_quiz_asks_two_questions_on_every_lesson():
    assert Counter(question.lesson for question in widgets.quiz().questions) == {
        lesson.name: 2 for lesson in lesson_folders()
    }


def test_every_choice_has_feedback_of_its_own_in_both_languages():
    for tag, questions in zip(TAGS, in_both(), strict=True):
        for question in questions:
            assert 3 <= len(question.choices) <= 4, question.text
            assert sum(choice.right for choice in question.choices) == 1, question.text
            for choice in question.choices:
                assert len(choice.why) > 12, (tag, question.text, choice.text)
            assert len({choice.why for choice in question.choices}) == len(question.choices)


def test_languages_say_the_same_in_other_words():
    for one, two in zip(*in_both(), strict=True):
        assert one.lesson == two.lesson
        assert one.text != two.text
        assert [choice.right for choice in one.choices] == [choice.right for choice in two.choices]
        for a, b in zip(one.choices, two.choices, strict=True):
            assert a.why != b.why
            for x, y in ((one.text, two.text), (a.text, b.text), (a.why, b.why)):
                numbers = [sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", text))) for text in (x, y)]
                assert numbers[0] == numbers[1], (x, y)


@pytest.mark.parametrize("several", [3, 4])
def test_the_right_choice_stands_in_every_place_as_often(several):
    questions = [question for question in read_questions() if len(question.choices) == several]
    places = Counter([choice.right for choice in question.choices].index(True) for question in questions)
    assert len(places) == several
    assert max(places.values()) - min(places.values()) <= 4


def test_the_right_choice_cannot_be_guessed_from_its_length():
    for questions, extreme in itertools.product(in_both(), (max, min)):
        guessed, fair = 0, 0  # by whoever takes the longest, or the shortest, where there is one
        for question in questions:
            lengths = [len(choice.text) for choice in question.choices]
            if lengths.count(extreme(lengths)) == 1:
                guessed += question.choices[lengths.index(extreme(lengths))].right
                fair += 1 / len(lengths)
        assert guessed <= fair


def test_texts_are_plain():
    text = "\n".join(line for line in QUESTIONS.read_text(encoding="utf-8").split("\n") if not line.startswith("#"))
    assert not set("*$`\\<>") & set(text)
    assert not re.search(r"[ =(]-\d", text), "a negative number has the sign −"


# ---------------------------------------------------------------- a file with a mistake in it

OF_A_CHOICE = ", ".join(sorted(["right", *language.languages(), *(f"why-{tag}" for tag in language.languages())]))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('why-en = "One is missing."\n', "", 'mine.toml, question 1, choice 1: why-en is missing. Write a line such as why-en = "…".'),
        ('en = "What is 2 · 2?"', 'en = ""', "mine.toml, question 2: en is missing"),
        ('lesson = "04"', "", 'question 2: lesson is missing. Write a line such as lesson = "…".'),
        ('lesson = "04"', "lesson = 4", 'question 2: put quotation marks around what stands after lesson: lesson = "4".'),
        ("right = true\n\n", "\n", "question 1: write right = true in exactly one of its choices; none has it."),
        ('why-en = "One is missing."', 'why-en = "One is missing."\nright = true', "exactly one of its choices; choices 1, 2 have it."),
        ("right = true", 'right = "yes"', "question 1, choice 2: right is true or false, in small letters and without quotation marks; found 'yes'."),
        ("why-en =", "wy-en =", f"choice 1: wy-en is not known here. There can be {OF_A_CHOICE}. Did you mean why-en?"),
        ('en = "1"', 'en = "2"', "question 1: two of its choices read the same"),
        (FILE, "[[questions]]", "mine.toml: questions is not known here. There can be question."),
        (FILE, "", "mine.toml: there is no [[question]] in this file."),
        (FILE, "question = 3", "mine.toml: there is no [[question]] in this file."),
        (FILE, '[[question]]\nlesson = "02"\nen = "?"\nchoice = 3', "question 1: give it at least two choices"),
        (FILE, '[[question]]\nlesson = "02"\nen = "?"', "question 1: give it at least two choices"),
        ('lesson = "04"', 'lesson = "04"\nasked = "05"', 'question 2: name is missing. Write a line such as name = "…".'),
        (FILE, FILE.replace("lesson =", 'name = "sum"\nlesson ='), "mine.toml: two questions have the name sum. Give one of them another."),
    ],
)  # fmt: skip
def test_mistake_is_named_with_its_question(file, old, new, said):
    with pytest.raises(QuestionError) as error:
        read_questions(file(old, new))
    assert said in str(error.value)


ASKED = 'en = "What is 1 + 1?"'


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("right = true", "right = True", 16, "right is true or false, in small letters and without quotation marks."),
        ("right = true", "right = yes", 16, "right is true or false, in small letters"),
        ("right = true", "right = False", 16, "right is true or false, in small letters"),
        (ASKED, f"{ASKED};", 5, "Delete the ; after the text."),
        (ASKED, f"{ASKED},", 5, "Delete the , after the text."),
        (ASKED, "en = 'What's 1 + 1?'", 5, "Around the text go straight quotation marks: en = \"What's 1 + 1?\"."),
        (ASKED, "en =", 5, 'Put quotation marks around the text: en = "…".'),
        (ASKED, 'en == "What?"', 5, 'Write an equals sign between the name and its text: en = "…".'),
        (ASKED, 'en = """What is', 5, 'The text needs """ at its end too.'),
        (ASKED, 'en = """\nWhat\nis?"""\nfr = Quoi', 8, 'Put quotation marks around the text: fr = "Quoi".'),
        ("right = true", "right: true", 16, "Write an equals sign between the name and its text"),
        (ASKED, "en = What is 1 + 1?", 5, 'Put quotation marks around the text: en = "What is 1 + 1?".'),
        (ASKED, 'en = "What is 1 + 1?', 5, "The text needs a quotation mark at its end, on the same line."),
        (ASKED, "en = “What?”", 5, 'Around the text go straight quotation marks: en = "…".'),
        (ASKED, 'en = "What is "1"?"', 5, "Inside the text use “ ” as quotation marks"),
        (ASKED, 'en = "C:\\Users"', 5, "Inside the text use “ ” as quotation marks, and no backslash"),
        (ASKED, 'en: "What?"', 5, "Write an equals sign between the name and its text"),
        (ASKED, "en What?", 5, "Each line is a name, an equals sign and a text"),
        ('lesson = "02"', "lesson = 02", 3, 'Put quotation marks around the text: lesson = "02".'),
        ("why-pt-BR", "porquê", 9, "The name before the equals sign has letters without accents"),
        ("[[question]]", "[question]", 2, "A question begins with [[question]], a choice with [[question.choice]]"),
        ("[[question]]", "[[question]", 2, "A question begins with [[question]]"),
        ("[[question.choice]]", "[question.choice]", 6, "a choice with [[question.choice]]"),
        (ASKED, f"{ASKED}\n{ASKED}", 6, "This question or choice has this name already. Delete one of the two lines."),
    ],
)  # fmt: skip
def test_line_that_is_no_toml_is_shown_with_what_to_do(file, old, new, line, said):
    with pytest.raises(QuestionError) as error:
        read_questions(file(old, new))
    place, advice = str(error.value).split("\n")
    assert re.match(rf"mine\.toml(, question 1)?, line {line}: ", place)
    assert place.endswith(new.split("\n")[-1] if new != "porquê" else 'porquê = "Falta um."')
    assert said in advice


def test_mistake_is_named_in_the_notebook_s_language(file):
    path = file('why-pt-BR = "Falta um."\n')
    language.use("pt-BR")
    with pytest.raises(QuestionError, match=r"mine\.toml, pergunta 1, alternativa 1: falta why-pt-BR"):
        widgets.quiz(path)


def test_file_in_another_encoding_or_nowhere(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(FILE.encode("latin-1"))
    with pytest.raises(QuestionError, match="save this file as UTF-8"):
        read_questions(path)
    with pytest.raises(FileNotFoundError, match=r"nowhere\.toml"):
        read_questions(tmp_path / "nowhere.toml")


def test_file_of_one_language_from_windows_is_read(tmp_path):
    text = "\r\n".join(line for line in FILE.split("\n") if not re.match("(why-)?pt-BR", line))
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert [question.text for question in read_questions(path)] == ["What is 1 + 1?", "What is 2 · 2?"]


def test_question_that_is_not_in_the_language_yet_is_asked_in_english(tmp_path):
    first, second = FILE.split("\n\n")
    without = "\n".join(line for line in second.split("\n") if not re.match("(why-)?pt-BR", line))
    path = tmp_path / "mine.toml"
    path.write_text(f"{first}\n\n{without}", encoding="utf-8")
    language.use("pt-BR")
    assert [question.text for question in read_questions(path)] == ["Quanto é 1 + 1?", "What is 2 · 2?"]
    assert [choice.why for choice in read_questions(path)[1].choices] == [
        "Yes & right.",
        "They are not put side by side.",
    ]
    path.write_text(f"{first}\n\n{without}".replace('why-en = "Yes & right."', 'why-pt-BR = "Sim."'), encoding="utf-8")
    with pytest.raises(QuestionError, match=r"mine\.toml, pergunta 2: falta pt-BR"):
        read_questions(path)
    path.write_text(re.sub(r"(?m)^(why-)?en = .*\n", "", FILE), encoding="utf-8")
    language.use("en")
    with pytest.raises(QuestionError, match=r"mine\.toml, question 1: en is missing"):
        read_questions(path)


# ---------------------------------------------------------------- the quiz


def press(quiz, **message) -> dict:
    """Send what the browser sends, and return the page that is then shown."""
    quiz._handle_custom_msg({"question": quiz.page["question"]} | message, [])
    return quiz.page


def test_it_begins_with_no_choice_made_and_no_feedback(file):
    page = widgets.quiz(file()).page
    assert (page["question"], page["text"], page["choices"]) == (0, "What is 1 + 1?", ["1", "2"])
    assert (page["checked"], page["feedback"], page["first"], page["last"]) == (-1, "", True, False)
    assert page["place"].startswith("Question 1 of 2 · lesson 02, “Weigh")
    assert page["score"] == "Answered: 0 of 2. Right at the first try: 0."


def test_last_question_names_those_without_an_answer(file):
    quiz = widgets.quiz(file())
    assert press(quiz, turn=1)["score"].endswith("Still without an answer: 1, 2.")
    assert press(quiz, check=0)["score"].endswith("Still without an answer: 1.")
    assert "without" not in press(quiz, turn=-1)["score"]


def test_feedback_is_that_of_the_choice_and_the_first_try_counts(file):
    quiz = widgets.quiz(file())
    page = press(quiz, check=0)
    assert page["checked"] == 0
    assert "Not yet." in page["feedback"]
    assert "One is missing." in page["feedback"]
    page = press(quiz, check=1)
    assert "Right." in page["feedback"]
    assert "Yes: 1 + 1 = 2." in page["feedback"]
    assert page["score"] == "Answered: 1 of 2. Right at the first try: 0."
    press(quiz, turn=1)
    page = press(quiz, check=0)
    assert "Yes &amp; right." in page["feedback"]
    title = find_lesson("02").about["title"]["en"]
    assert page["score"] == f"Answered: 2 of 2. Right at the first try: 1. Worth rereading: lesson 02, “{title}”."
    assert quiz.right == 1


def test_all_right_is_said(file):
    quiz = widgets.quiz(file())
    press(quiz, check=1)
    press(quiz, turn=1)
    assert press(quiz, check=0)["score"] == "Answered: 2 of 2. Right at the first try: 2. All of them!"


def test_pages_turn_both_ways_remember_and_stop_at_the_ends(file):
    quiz = widgets.quiz(file())
    press(quiz, check=0)
    page = press(quiz, turn=1)
    assert (page["question"], page["checked"], page["feedback"], page["last"]) == (1, -1, "", True)
    assert press(quiz, turn=1)["question"] == 1
    page = press(quiz, turn=-1)
    assert (page["question"], page["checked"]) == (0, 0)
    assert "One is missing." in page["feedback"]
    assert press(quiz, turn=-1)["question"] == 0


def test_click_that_was_under_way_while_the_page_turned_is_not_taken_for_an_answer(file):
    quiz = widgets.quiz(file())
    press(quiz, turn=1)
    assert press(quiz, question=0, check=0)["checked"] == -1
    assert quiz.tries == [[], []]


@pytest.mark.parametrize("tag", TAGS)
def test_every_choice_of_every_question_is_answered(tag):
    language.use(tag)
    quiz = widgets.quiz()
    for question in quiz.questions:
        for k, choice in enumerate(question.choices):
            page = press(quiz, check=k)
            assert escape(choice.why) in page["feedback"]
            assert ("✔" in page["feedback"]) == choice.right
        press(quiz, turn=1)
    first_is_right = sum(question.choices[0].right for question in quiz.questions)
    assert quiz.right == first_is_right
    assert f"{first_is_right}. " in quiz.page["score"]
    assert not set("{}") & set(str(quiz.page["score"]) + quiz.page["place"])


@pytest.mark.parametrize("tag", TAGS)
def test_output_reads_well_without_a_kernel(tag):
    language.use(tag)
    quiz = widgets.quiz()
    data = quiz._repr_mimebundle_()
    assert data["text/plain"] == repr(quiz)
    paper = data["text/html"]
    for question in quiz.questions:
        assert f"<p>{escape(question.text)}</p>" in paper
        for choice in question.choices:
            assert f"<li>{escape(choice.text)}</li>" in paper
            assert escape(choice.why) not in paper


def test_texts_are_not_taken_for_html(file):
    data = widgets.quiz(file())._repr_mimebundle_()
    assert "&lt;b&gt;22&lt;/b&gt;" in data["text/html"]
