"""What participants read on their own pages is plain: every sentence scores grade 8 or lower."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
import textstat
from jinja2 import Environment

HARDEST = 8.0
ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    *sorted((ROOT / "home/jinja2/home").glob("me*.html")),
    *(ROOT / "home/jinja2/home" / name for name in ("_looks.html", "_me_tabs.html", "_seers.html")),
    ROOT / "design/jinja2/design/_meanwhile.html",
    *(
        ROOT / "home/jinja2/home" / name
        for name in ("_timeline.html", "_versions.html", "_thread.html", "_allowed.html")
    ),
    ROOT / "people/jinja2/people/_grouped_fields.html",
]
CODE = [
    *(
        ROOT / "home" / name
        for name in ("forms/own.py", "forms/support.py", "views/me.py", "queries/own.py", "forms/messages.py")
    ),
    *(ROOT / "people/forms" / name for name in ("facts.py", "safe_contact.py")),
]


@pytest.fixture(autouse=True)
def syllables_without_a_download(monkeypatch):
    """Counts syllables by hyphenation; the pronouncing dictionary would have to be fetched."""
    monkeypatch.setattr(import_module("textstat.backend.counts._count_syllables"), "get_cmudict", lambda lang: None)


def words_of_pages():
    pages = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in PAGES:
        for _line, _function, message in pages.extract_translations(path.read_text()):
            yield from (message if isinstance(message, tuple) else [message])


def words_of_code():
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
                yield from (each.value for each in node.args if isinstance(each, ast.Constant))


def sentences():
    for words in {*words_of_pages(), *words_of_code()} - {None}:
        said = re.sub(r"%\(\w+\)s", "May", words)
        yield from (each for each in re.split(r"(?<=[.?!])\s+", said) if len(each.split()) >= 3)


def test_every_sentence_on_a_participants_own_pages_is_plain():
    hard = {each: textstat.flesch_kincaid_grade(each) for each in set(sentences())}

    assert not {each: grade for each, grade in hard.items() if grade > HARDEST}
