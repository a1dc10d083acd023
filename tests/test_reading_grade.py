"""Every English sentence that somebody reads who is not staff scores grade 8 or lower: the public pages, sign-in,
choosing whom to walk with, and what the program answers. A participant's own pages stand in home's test_plain_words."""

import ast
import re
from importlib import import_module

import pytest
import textstat
from jinja2 import Environment

from tests.house.reading import HOUSE

HARDEST = 8.0
# Three or four words, of which one is long and has no shorter one that says the same.
NO_SHORTER_WORD = {
    "Practice data only.": "the warning on a demo that others reach; everyone knows 'practice'",
    "Find another meeting": "'meeting' is what meetings are called",
    "Ask a coordinator.": "the title they know the person by",
    "Ask an administrator.": "the title they know the person by",
    "Good company, belonging": "a kind of support, in its own words",
    "Listening, being there": "a kind of support, in its own words",
    "Is in recovery with medication": "the name of a way of recovery",
    "May meeting tomorrow": "'meeting' and 'tomorrow'",
    "May meetings tomorrow": "'meeting' and 'tomorrow'",
}
PAGES = [
    path
    for pattern in (
        "coaching/jinja2/coaching/support*.html",
        "coaching/jinja2/coaching/asked.html",
        "coaching/jinja2/coaching/younger.html",
        "coaching/jinja2/coaching/too_many.html",
        "coaching/jinja2/coaching/match_c*.html",
        "coaching/jinja2/coaching/match_wishes.html",
        "coaching/jinja2/coaching/_candidates.html",
        "coaching/jinja2/coaching/_my_news.html",
        "coaching/jinja2/coaching/my_calls.html",
        "coaching/jinja2/coaching/_call_script.html",
        "coaching/jinja2/coaching/_call_standing.html",
        "coaching/jinja2/coaching/_call_times.html",
        "coaching/jinja2/coaching/_call_lines.html",
        "coaching/jinja2/coaching/plan_*.html",
        "coaching/jinja2/coaching/_plan*.html",
        "coaching/jinja2/coaching/_reasons.html",
        "coaching/jinja2/coaching/_how_are_you.html",
        "coaching/jinja2/coaching/_danger.html",
        "coaching/jinja2/coaching/_days.html",
        "coaching/jinja2/coaching/check_in.html",
        "coaching/jinja2/coaching/check_in_answered.html",
        "coaching/jinja2/coaching/check_in_closed.html",
        "coaching/jinja2/coaching/check_in_link.html",
        "coaching/jinja2/coaching/me_check_ins.html",
        "coaching/jinja2/coaching/day*.html",
        "home/jinja2/*.html",
        "home/jinja2/home/public_home.html",
        "home/jinja2/home/*sharing*.html",
        "home/jinja2/home/stand_by*.html",
        "home/jinja2/home/theme.html",
        "home/jinja2/home/help.html",
        "home/jinja2/home/privacy.html",
        "home/jinja2/home/more.html",
        "home/jinja2/home/_meetings_today.html",
        "design/jinja2/*.html",
        "design/jinja2/design/[!g]*.html",
        "gatherings/jinja2/gatherings/meeting.html",
        "gatherings/jinja2/gatherings/meetings.html",
        "gatherings/jinja2/gatherings/_choices.html",
        "resources/jinja2/resources/_lines.html",
        "resources/jinja2/resources/how_it_was.html",
        "resources/jinja2/resources/list.html",
        "resources/jinja2/resources/resource.html",
        "resources/jinja2/resources/resources.html",
        "resources/jinja2/resources/wrong.html",
        "practical_help/jinja2/practical_help/_asks.html",
        "practical_help/jinja2/practical_help/ask*.html",
        "practical_help/jinja2/practical_help/papers.html",
        "resources/jinja2/resources/referral.html",
        "resources/jinja2/resources/referrals.html",
        "resources/jinja2/resources/referral_letter.html",
        "resources/jinja2/resources/_referral.html",
        "resources/jinja2/resources/referral_ask.html",
        "resources/jinja2/resources/answer*.html",
        "people/jinja2/account/*.html",
        "people/jinja2/people/welcom*.html",
        "people/jinja2/people/cant_get_in.html",
        "people/jinja2/people/enter_code.html",
        "people/jinja2/people/account.html",
        "people/jinja2/people/choose_place.html",
        "people/jinja2/people/demo_refused.html",
    )
    for path in sorted(HOUSE.glob(pattern))
]
CODE = [
    HOUSE / name
    for name in (
        "coaching/forms/support.py",
        "coaching/forms/call_enrollment.py",
        "coaching/forms/match.py",
        "coaching/forms/plan.py",
        "coaching/forms/goal.py",
        "coaching/forms/suggestion.py",
        "coaching/forms/plan_version.py",
        "coaching/views/plan.py",
        "coaching/actions/plan.py",
        "coaching/actions/goal.py",
        "coaching/forms/check_in.py",
        "coaching/forms/trigger_day.py",
        "coaching/actions/check_in.py",
        "coaching/actions/trigger_day.py",
        "coaching/views/trigger_day.py",
        "coaching/views/check_in.py",
        "coaching/views/match.py",
        "coaching/actions/match.py",
        "coaching/actions/request.py",
        "consent/actions/consent.py",
        "consent/actions/supporter.py",
        "consent/forms/sharing.py",
        "core/forms.py",
        "gatherings/forms/finder.py",
        "gatherings/views/pages.py",
        "home/views/help_pages.py",
        "home/views/sharing.py",
        "home/views/supporters.py",
        "practical_help/actions/own_ask.py",
        "practical_help/forms/ask.py",
        "practical_help/views/ask.py",
        "practical_help/views/paper.py",
        "people/actions/invitations.py",
        "people/forms/account.py",
        "people/forms/passwords.py",
        "people/forms/sign_in.py",
        "people/views/account.py",
        "people/views/adapter.py",
    )
]
MARKS = {"_", "gettext", "gettext_lazy", "ngettext"}


@pytest.fixture(autouse=True)
def syllables_without_a_download(monkeypatch):
    """Counts syllables by hyphenation; the pronouncing dictionary would have to be fetched."""
    monkeypatch.setattr(import_module("textstat.backend.counts._count_syllables"), "get_cmudict", lambda lang: None)


def words_of_pages():
    reader = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in PAGES:
        for _line, _function, message in reader.extract_translations(path.read_text()):
            yield from (message if isinstance(message, tuple) else [message])


def words_of_code():
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS:
                yield from (each.value for each in node.args if isinstance(each, ast.Constant))


def sentences() -> set[str]:
    said = {words for words in (*words_of_pages(), *words_of_code()) if isinstance(words, str)}
    parts = [part for words in said for part in re.split(r"(?<=[.?!])\s+", re.sub(r"%\(\w+\)s", "May", words))]
    return {part.strip() for part in parts if len(part.split()) >= 3}


def test_what_visitors_and_participants_read_is_plain():
    read = sentences()
    hard = {each: textstat.flesch_kincaid_grade(each) for each in read}

    assert len(read) > 300
    assert {each: grade for each, grade in hard.items() if grade > HARDEST and each not in NO_SHORTER_WORD} == {}


def test_every_exception_is_still_said():
    assert set(NO_SHORTER_WORD) <= sentences()
