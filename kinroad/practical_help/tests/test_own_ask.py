"""Asking on one's own page, weekly, and taking it back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kinroad.core.ids import uuid7
from kinroad.people.models import PolicySetting
from kinroad.people.tests.factories import ZONE, ParticipantFactory
from kinroad.practical_help.actions import own_ask
from kinroad.practical_help.actions.paper import tick
from kinroad.practical_help.models import Ask, PaperTick
from kinroad.practical_help.queries.paper import papers_of, states
from kinroad.practical_help.tests.factories import MONDAY, THURSDAY, asked, system

# What a list of papers may lead to: front pages that have stood for decades, never a page that moves.
FRONT_PAGES = (
    "https://www.ssa.gov",
    "https://www.usa.gov",
    "https://www.fns.usda.gov",
    "https://www.healthcare.gov",
    "https://www.lifelinesupport.org",
)
pytestmark = pytest.mark.django_db


def ask_for_help(participant, **facts):
    given = {
        "id": uuid7(),
        "kind": "ride",
        "starts_at": THURSDAY,
        "ends_at": None,
        "zone": ZONE,
        "by": system(),
        "at": MONDAY,
        **facts,
    }
    return own_ask.ask_for_help(participant=participant, **given)


def test_a_second_press_meets_the_first():
    participant, id = ParticipantFactory(), uuid7()

    assert ask_for_help(participant, id=id).pk == ask_for_help(participant, id=id).pk
    assert Ask.objects.count() == 1


def test_the_id_of_somebody_elses_ask_is_refused():
    first = ask_for_help(ParticipantFactory())

    with pytest.raises(ValidationError, match="too old"):
        ask_for_help(ParticipantFactory(), id=first.pk)


def test_every_week_until_a_day_makes_one_ask_a_week_and_each_can_be_taken_alone():
    ask_for_help(ParticipantFactory(), weekly_until=date(2026, 11, 26), ends_at=THURSDAY + timedelta(hours=1))

    rows = Ask.objects.order_by("due_on")
    assert [row.due_on.day for row in rows] == [5, 12, 19, 26]
    assert len({row.row for row in rows}) == 1
    assert all(row.ends_at - row.starts_at == timedelta(hours=1) for row in rows)


def test_the_weeks_to_come_are_taken_back_together_or_one_alone():
    first = ask_for_help(ParticipantFactory(), weekly_until=date(2026, 11, 26))

    own_ask.take_back(ask=first, by=system(), at=MONDAY)
    assert Ask.objects.filter(state="open").count() == 3
    second = Ask.objects.filter(state="open").order_by("due_on").first()
    own_ask.take_back(ask=second, by=system(), at=MONDAY, whole_row=True)
    assert not Ask.objects.filter(state="open").exists()


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"starts_at": MONDAY - timedelta(hours=1)}, "time is over"),
        ({"weekly_until": date(2026, 11, 1)}, "after the first time"),
        ({"kind": "fund", "starts_at": None, "dollars": 101}, "at most 100"),
        ({"kind": "fund", "starts_at": None}, "at most 100"),
    ],
    ids=["past", "until before", "too much", "no amount"],
)
def test_what_cannot_be_is_refused_with_what_to_do(facts, says):
    with pytest.raises(ValidationError, match=says):
        ask_for_help(ParticipantFactory(), **facts)


def test_one_person_asks_for_so_much_at_a_time():
    participant = ParticipantFactory()
    PolicySetting(organization_id=participant.organization_id, part="practical_help", name="most_open", value=1).save()
    ask_for_help(participant)

    with pytest.raises(ValidationError, match="no room"):
        ask_for_help(participant)


def test_a_coordinator_says_that_nobody_can():
    ask = own_ask.close(ask=asked(ParticipantFactory()), by=system(), at=MONDAY)

    assert (ask.state, ask.settled_at) == ("nobody", MONDAY)


def test_papers_are_ticked_and_taken_away_again():
    participant = ParticipantFactory()

    for lines in (["form", "originals"], ["originals"]):
        tick(participant=participant, list="us_social_security_card", lines=lines, by=system(), at=MONDAY)

    card = next(
        each for each in papers_of(participant, state="CO", language="en") if each.code == "us_social_security_card"
    )
    assert card.ticked == 1
    assert PaperTick.objects.count() == 2


def test_a_list_that_is_not_there_is_refused():
    with pytest.raises(ValidationError, match="changed"):
        tick(participant=ParticipantFactory(), list="nothing", lines=["form"], by=system(), at=MONDAY)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_state_has_its_lists_first_and_every_line_its_words_and_source(language):
    assert {"IA", "CO", "IL"} <= states()
    for state in (*states(), "WY"):
        lists = papers_of(ParticipantFactory(), state=state, language=language)
        assert lists[0].code.startswith(state.lower() if state != "WY" else "us_")
        assert all(each.source and each.phone for each in lists)
        assert {each.url for each in lists} <= {"", *FRONT_PAGES}
        assert all(line.words for each in lists for line in each.lines)
