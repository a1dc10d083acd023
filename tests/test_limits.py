"""Whoever asks too often is told when to come back: a burst of 200 at every form, search and file (requirement 43)."""

from collections import Counter

import pytest

from kinroad.people.views import limits
from tests.comers import come_as
from tests.house.reading import access_matrix, addresses
from tests.house.test_fresh import gives_a_file

pytestmark = pytest.mark.django_db
BURST = 200
LIMITED = {address.name: address.view.limited for address in addresses() if hasattr(address.view, "limited")}
LINES = {(line.name, line.method): line.answers for line in access_matrix()}
BY_NAME = {address.name: address for address in addresses()}

# What is searched by words that somebody typed.
SEARCHES = {
    "gatherings:calendar",
    "gatherings:meeting_lists",
    "gatherings:meetings",
    "home:audit",
    "home:people",
    "resources:person_referral_new",
    "resources:resources",
}
# What other programs read; each space is one door.
PROGRAMS = ("bmlt:", "hsds:", "icalendar:", "meeting_guide:feed")
PUBLIC_FORMS = sorted(
    name for (name, method), answers in LINES.items() if method == "POST" and answers["anonymous"] == "yes"
)
# Public forms that may be sent as often as somebody likes, and why.
LET_GO = {
    "set_language": "sets a cookie in the browser of whoever asks, and nothing else",
    "coaching:support_clear": "forgets what was typed, for whoever holds its cookie",
    "gatherings:kiosk": "closed without the cookie of an opened door; with it, counted for that door as `here` is",
    "mfa_authenticate": "leads back to the sign-in without a password before it; wrong codes are counted by account",
}


def test_43_every_file_every_search_and_every_feed_has_a_limit():
    files = {address.name for address in addresses() if gives_a_file(address.view)}
    programs = {name for name in BY_NAME if name.startswith(PROGRAMS)}

    assert {name for name, what in LIMITED.items() if what == "search"} == SEARCHES
    assert {name for name, what in LIMITED.items() if what == "program"} == programs - {"meeting_guide:choose_file"}
    assert files - LIMITED.keys() == set()


@pytest.mark.parametrize(
    ("who", "method", "url"),
    [
        ("peer leader", "post", "/people"),
        ("anonymous", "get", "/resources?q=bus"),
        ("anonymous", "get", "/calendar?q=noon"),
        ("participant", "post", "/me/export"),
        ("program manager", "get", "/reports/support.csv"),
        ("anonymous", "get", "/hsds/services"),
        ("anonymous", "get", "/feeds/calendar.ics"),
    ],
)
def test_43_a_burst_of_200_at_a_search_a_file_or_a_feed_is_told_when_to_come_back(who, method, url, world):
    client = come_as(world, who)

    check([getattr(client, method)(url) for _each in range(BURST)])


@pytest.mark.parametrize("name", [name for name in PUBLIC_FORMS if name not in LET_GO | LIMITED])
def test_43_a_burst_of_200_at_a_public_form_is_told_when_to_come_back(name, world):
    client, url = come_as(world, "anonymous"), world.url(BY_NAME[name])

    check([client.post(url, {"words": "good evening"}) for _each in range(BURST)])


def check(answers):
    """The first are let in, the last are asked to wait, and nothing broke."""
    said = Counter(answer.status_code for answer in answers)
    assert max(said) == 429, said
    assert answers[0].status_code < 429
    assert said[429] >= BURST - 180, said
    for answer in answers:
        if answer.status_code == 429:
            assert 0 < int(answer.headers["Retry-After"]) <= limits.HOUR
