"""The menus of the live app: in the language of the lesson, and without what leads to pages that the site has not."""

import re

import pytest

from tests_site.student import open_live

# What is called the same in both languages.
SAME = {"Kernel", "Notebook (ipynb)", "Python (Pyodide)"}
# Of the menus that are open, all that they say.
SAID = ".lm-Menu-item:not([data-type=separator]):visible >> .lm-Menu-itemLabel"


@pytest.fixture(scope="module")
def said(student, site) -> dict[str, set[str]]:
    """What the app says to those who open its menus and dialogs, for each language."""
    found = {}
    for language in ("en", "pt-BR"):
        page = open_live(student, site[0], language)
        found[language] = {*_menus(page), *_dialogs(page)} - {""}
        page.close()
    return found


def _menus(page):
    for menu in page.locator(".lm-MenuBar-item").all():
        menu.click()
        yield menu.inner_text()
        yield from page.locator(SAID).all_inner_texts()
        for place in page.query_selector_all(".lm-Menu-item[data-type=submenu]"):
            place.hover()
            page.locator(".lm-Menu").nth(1).wait_for()
            yield from page.locator(SAID).all_inner_texts()
            page.keyboard.press("ArrowLeft")
        page.keyboard.press("Escape")
    for place in (".jp-CodeCell .cm-content", ".jp-MarkdownCell h1", ".MathJax", ".jp-OutputArea-output"):
        page.locator(place).first.click(button="right")
        page.locator(".lm-Menu").wait_for()
        yield from page.locator(SAID).all_inner_texts()
        page.keyboard.press("Escape")


def _dialogs(page):
    for command in ("kernelmenu:restart", "apputils:display-shortcuts", "notebook:change-kernel"):
        page.evaluate("(command) => { window.jupyterapp.commands.execute(command); }", command)
        dialog = page.locator(".jp-Dialog")
        dialog.wait_for()
        for line in dialog.inner_text().splitlines():
            yield line.split("\t")[0]  # beside it stands the key
        dialog.locator(".jp-Dialog-button").first.press("Escape")
        dialog.wait_for(state="detached")


def test_nothing_in_the_portuguese_menus_is_english(said):
    assert len(said["pt-BR"]) > 90
    assert said["pt-BR"] & said["en"] - SAME == set()


def test_no_menu_leads_to_what_the_site_has_not(said):
    assert "Clear Cell Output" in said["en"]
    assert [
        text for text in said["en"] if re.search("Console|Browser Data|File|New|Open|About|Tab$|Sidebar", text)
    ] == ["File"]
