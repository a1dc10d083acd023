"""The table in docs/privacy.md is true: every cell is tried with a real account."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kinroad.audit.models import Look
from kinroad.consent.models import Disclosure
from kinroad.core.time import now
from tests import world as worlds
from tests.comers import come_as
from tests.house.reading import MatrixLine, access_matrix, addresses
from tests.house.test_doors import TELLING
from tests.test_headers import check

pytestmark = pytest.mark.django_db
BY_NAME = {address.name: address for address in addresses()}
LINES = [line for line in access_matrix() if line.name in BY_NAME]
OPEN = [line for line in LINES if line.method == "GET" and "yes" in line.answers.values()]
# A GET may leave these: the look, the line about a file taken along, when a device was seen, and what counts tries.
MAY_BE_WRITTEN = ("audit_look", "audit_door", "people_devicesession", "kinroad_cache")
ONE_TAP = re.compile(r'<a [^>]*href="#help-now"')
CRISIS_STEPS = re.compile(r'id="help-now".*href="tel:911".*href="tel:988"', re.DOTALL)
ABOUT_A_PARTICIPANT = {"participant_id", "contact_id"}


def named(line: MatrixLine) -> str:
    return f"{line.method} {line.name}"


NOTHING = {"nothing": "of use"}
NO_LOOK = {"participant", "anonymous", "neighbour"}  # whose own name it is, or who never reads it


def ask(client, line, url, said=None):
    """What comes back, and who is written down as looked at by it; whatever the request changed is taken back."""
    with transaction.atomic():
        begun = now()
        answer = client.post(url, said) if line.method == "POST" else client.get(url)
        looks = written_down(begun) if worlds.NAME in answer_text(answer) else set()
        transaction.set_rollback(True)
    return answer, looks


def written_down(since) -> set[str]:
    """The participants somebody looked at, or of whom something was told to somebody outside."""
    looks = Look.objects.filter(at__gte=since).values_list("participant_id", "shown")
    told = Disclosure.objects.filter(at__gte=since).values_list("participant_id", flat=True)
    return {str(each) for one, shown in looks for each in (one, *(shown or ()))} | {str(each) for each in told}


def answer_text(answer) -> str:
    return "" if answer.streaming or answer.status_code != 200 else answer.content.decode(errors="replace")


def unseen(answer, looked, world) -> bool:
    """Whether it says the participant's name, and nobody wrote down that it was read."""
    return worlds.NAME in answer_text(answer) and str(world.participant.pk) not in looked


def meaning(answer) -> str:
    if answer.status_code == 404:
        return "no"
    if answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in"):
        return "sign-in"
    if answer.status_code == 403:
        return "signed"
    return "yes" if answer.status_code < 400 else str(answer.status_code)


@pytest.mark.parametrize("line", LINES, ids=named)
def test_everyone_gets_the_answer_that_is_written_down(line, world):
    url = world.url(BY_NAME[line.name])

    asked = {role: ask(come_as(world, role), line, url) for role in line.answers}

    assert {role: meaning(answer) for role, (answer, _looks) in asked.items()} == line.answers
    assert not [role for role, each in asked.items() if role not in NO_LOOK and unseen(*each, world)]


@pytest.mark.parametrize("line", [line for line in LINES if line.method == "POST"], ids=named)
def test_no_form_that_is_refused_says_a_name_without_a_look(line, world):
    url = world.url(BY_NAME[line.name])
    role = next((role for role, answer in line.answers.items() if answer == "yes" and role not in NO_LOOK), None)

    assert role is None or not unseen(*ask(come_as(world, role), line, url, NOTHING), world)


def first_allowed(line: MatrixLine) -> str:
    return next(role for role, answer in line.answers.items() if answer == "yes")


@pytest.mark.parametrize("line", OPEN, ids=named)
def test_opening_a_page_changes_nothing_and_it_has_its_headers(line, world):
    client = come_as(world, first_allowed(line))

    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(world.url(BY_NAME[line.name]))

    check(answer)
    if line.answers["anonymous"] != "yes":
        assert "no-store" in answer.headers["Cache-Control"], "what is behind sign-in stays in no browser"
    written = [query["sql"] for query in asked if re.match(r"\s*(INSERT|UPDATE|DELETE)", query["sql"], re.IGNORECASE)]
    assert not [sql for sql in written if not any(table in sql[:120] for table in MAY_BE_WRITTEN)]


@pytest.mark.parametrize("line", [line for line in OPEN if line.answers["anonymous"] != "yes"], ids=named)
def test_behind_sign_in_the_title_gives_nothing_away_and_help_is_one_tap_away(line, world):
    role = first_allowed(line)
    answer = come_as(world, role).get(world.url(BY_NAME[line.name]), follow=True)

    if answer.headers["Content-Type"].startswith("text/html"):
        title = re.search(r"<title>(.*?)</title>", answer.text, re.DOTALL)
        assert title, "a page has a title"
        assert not TELLING.search(title[1])
        assert worlds.NAME not in title[1]
        assert ONE_TAP.search(answer.text), "a link at the top leads to the crisis steps"
        assert CRISIS_STEPS.search(answer.text), "and they stand on the page itself"


@pytest.mark.parametrize(
    "line", [line for line in OPEN if ABOUT_A_PARTICIPANT & set(BY_NAME[line.name].kwargs)], ids=named
)
def test_every_look_at_a_record_is_written_down(line, world):
    role = next((role for role, answer in line.answers.items() if answer == "yes" and role != "participant"), None)
    if role is None:
        return
    answer = come_as(world, role).get(world.url(BY_NAME[line.name]))

    if answer.status_code == 200:
        looks = Look.objects.filter(organization_id=world.organization.pk)
        about = str(world.participant.pk)
        assert [look for look in looks if str(look.participant_id) == about or about in look.shown]
