"""Prose of notebooks, in Markdown, as HTML: sections that links reach, formulas, and links between the pages."""

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from browser_edition.pages.formulas import mathml
from browser_edition.pages.words import N_, translated

# The bold words that a paragraph of a lesson begins with, and what such a paragraph is.
STEPS = {"try": N_("Try."), "explain": N_("Explain."), "break": N_("Break.")}
NOTEBOOK = re.compile(r"\.ipynb(?=$|#)")


def markdown() -> MarkdownIt:
    """Markdown as notebooks have it."""
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")

    def formula(latex: str, options: dict) -> str:
        return mathml(latex.strip(), options["display_mode"])

    return reader.use(dollarmath_plugin, renderer=formula, allow_labels=False)


class Prose:
    """Makes HTML of the cells of one page, in their order, and remembers its sections."""

    def __init__(self, tag: str):
        self.sections: list[tuple[str, str]] = []  # of the second level: their ids and titles, as HTML
        self._reader = markdown()
        self._steps = {translated(word, tag): name for name, word in STEPS.items()}

    def html(self, text: str) -> str:
        """A cell's HTML, without the title of the page, which the page shows in its own way."""
        tokens = self._reader.parse(text)
        if tokens and tokens[0].tag == "h1":
            del tokens[:3]
        for place, token in enumerate(tokens):
            if token.type == "heading_open":
                self._name(token, tokens[place + 1])
            elif token.type == "paragraph_open":
                self._mark(token, tokens[place + 1])
            elif token.type == "inline":
                _lead_to_pages(token)
        return self._render(tokens)

    def _render(self, tokens: list[Token]) -> str:
        return self._reader.renderer.render(tokens, self._reader.options, {})

    def _name(self, heading: Token, title: Token) -> None:
        name = slug(title.content)
        heading.attrSet("id", name)
        if heading.tag == "h2":
            self.sections.append((name, self._render([title])))

    def _mark(self, paragraph: Token, words: Token) -> None:
        first = [child.content for child in words.children if child.content][:1]
        is_bold = any(child.type == "strong_open" for child in words.children[:2])
        if is_bold and first and first[0] in self._steps:
            paragraph.attrSet("class", f"step {self._steps[first[0]]}")


def slug(title: str) -> str:
    """A title as an id: its letters and digits without accents, the rest as hyphens."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def _lead_to_pages(words: Token) -> None:
    """Links to notebooks lead to their pages, those to other sites say nothing of where they come from."""
    for child in words.children:
        if child.type == "link_open":
            address = child.attrGet("href")
            if address.startswith("http"):
                child.attrSet("rel", "noreferrer")
            else:
                child.attrSet("href", NOTEBOOK.sub(".html", address))


def inline(text: str) -> str:
    """A text of the site in Markdown, of one paragraph, as HTML without the paragraph."""
    return markdown().renderInline(text)


def plain(text: str) -> str:
    """Markdown as plain words, for a description."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`$]", lambda found: found[1] or "", text)
