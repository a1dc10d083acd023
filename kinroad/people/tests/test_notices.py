from importlib import import_module

import pytest
import textstat

from kinroad.people.models import Organization, Part2Status
from kinroad.people.queries.notices import FOLDER, notice_of
from kinroad.people.rules.notice_version import NOTICE_VERSION
from kinroad.people.rules.notices import Block, blocks_of
from kinroad.people.tests.factories import OrganizationFactory

HARDEST = 8


@pytest.fixture
def counts_without_network(monkeypatch):
    """Syllables by hyphenation: the dictionary of sounds would have to be downloaded."""
    monkeypatch.setattr(import_module("textstat.backend.counts._count_syllables"), "get_cmudict", lambda lang: None)


def test_a_notice_is_read_part_by_part():
    parts = blocks_of("# Title\n\n## Head\nOne\ntwo.\n\n- a\n- b\n  more\n")

    assert parts == [
        Block("title", ("Title",)),
        Block("head", ("Head",)),
        Block("words", ("One two.",)),
        Block("list", ("a", "b more")),
    ]


def test_the_version_in_force_stands_in_both_languages():
    for language in ("en", "es"):
        assert (FOLDER / f"{NOTICE_VERSION}.{language}.md").exists()
    shapes = [[block.kind for block in notice_of(None, language=language).blocks] for language in ("en", "es")]
    assert shapes[0] == shapes[1]


def test_the_notice_names_the_organization(db):
    organization = OrganizationFactory(phone="+13035550100")

    said = str(notice_of(organization, language="en"))

    assert organization.name in said
    assert "{" not in said


def test_the_notice_is_easy_to_read(counts_without_network):
    for block in notice_of(None, language="en").blocks:
        words = " ".join(line if line.endswith((".", ":", "?")) else line + "." for line in block.lines)
        words = words.replace("42 CFR Part 2", "this law").replace(
            "U.S. Department of Health and Human Services", "law"
        )
        assert textstat.flesch_kincaid_grade(words) <= HARDEST or len(words.split()) < 8, words


def test_the_notice_says_that_reports_about_safety_exist_apart():
    assert "not part of your record" in str(notice_of(None, language="en"))
    assert "No son parte de su registro" in str(notice_of(None, language="es"))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("status", Part2Status.values)
def test_the_notice_says_how_the_law_applies_and_never_promises_less(status, language):
    said = notice_of(Organization(name="Juniper", part2_status=status), language=language)
    law = next(block.lines[0] for block in said.blocks if block.kind == "words")

    assert "42 CFR" in law
    assert "{" not in law
    promise = {"en": "everything you tell us", "es": "todo lo que usted nos cuenta"}[language]
    assert promise in law


def test_each_status_has_words_of_its_own():
    said = {
        notice_of(Organization(name="Juniper", part2_status=status), language="en").blocks[1].lines[0]
        for status in Part2Status.values
    }
    assert len(said) == len(Part2Status.values)
