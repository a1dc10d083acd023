"""Classes with their units, and the league, with a real database and their pages."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kinroad.core.forms import new_form_id
from kinroad.core.ids import uuid7
from kinroad.core.time import now, today
from kinroad.gatherings.actions.course import change_curriculum, give_units, write_curriculum
from kinroad.gatherings.actions.league import add_team, join_team, plan_fixtures, write_result
from kinroad.gatherings.models import Curriculum, Fixture, Player, Session, Unit
from kinroad.gatherings.queries.league import league_of
from kinroad.gatherings.tests.gathering_factories import ZONE, a_gathering, next_session
from kinroad.people.models import HostName
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import OrganizationFactory, ProgramFactory, coordinate, sign_in, someone

pytestmark = pytest.mark.django_db
UNITS = ["Budget", "Debts", "Bank"]


@pytest.fixture
def organization():
    return OrganizationFactory()


@pytest.fixture
def by(organization):
    return Viewer.system(organization.pk, organization.zone)


@pytest.fixture
def coordinator(client, organization):
    person = someone("coordinator", organization=organization)
    coordinate(person, ProgramFactory(organization=organization))
    sign_in(client, person)
    return client


def curriculum(by, **other):
    facts = {"name": "Money", "about": "", "on_paper": "Household finances", "units": UNITS, "needed": None, **other}
    return write_curriculum(id=uuid7(), by=by, **facts)


def units_given(gathering):
    rows = Session.objects.filter(gathering=gathering).exclude(unit=None).order_by("starts_at")
    return list(rows.values_list("unit__name", flat=True))


def test_the_sessions_to_come_get_the_units_and_a_cancelled_one_is_left_out(organization, by):
    gathering = a_gathering(organization, kind="class")
    second = gathering.sessions.filter(starts_at__gt=now()).order_by("starts_at")[1]
    Session.objects.filter(pk=second.pk).update(state="cancelled")

    money = curriculum(by)
    assert give_units(gathering=gathering, curriculum=money, first=None, by=by, at=now()) == 3
    assert units_given(gathering) == UNITS
    second.refresh_from_db()
    assert second.unit is None
    last = Unit.objects.get(name="Bank")
    assert give_units(gathering=gathering, curriculum=money, first=last.pk, by=by, at=now()) == 1
    assert give_units(gathering=gathering, curriculum=None, first=None, by=by, at=now()) == 0
    assert units_given(gathering) == []


def test_a_unit_that_is_dropped_stays_with_its_sessions(organization, by):
    gathering, money = a_gathering(organization, kind="class"), curriculum(by)
    give_units(gathering=gathering, curriculum=money, first=None, by=by, at=now())
    said = {"name": "Money", "about": "", "on_paper": "Household finances", "by": by}

    change_curriculum(curriculum=money, version=1, units=["Saving", "Budget"], needed=1, **said)

    assert units_given(gathering) == UNITS
    kept = list(money.units.filter(dropped=False).order_by("number").values_list("number", "name"))
    assert kept == [(1, "Saving"), (2, "Budget")]
    with pytest.raises(ValidationError, match="while you were writing"):
        change_curriculum(curriculum=money, version=1, units=UNITS, needed=1, **said)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"units": ["Budget", "Budget"]}, "same name"),
        ({"units": []}, "one unit or more"),
        ({"needed": 9}, "not that many"),
    ],
)
def test_a_curriculum_that_nobody_could_complete_is_refused(by, other, said):
    with pytest.raises(ValidationError, match=said):
        curriculum(by, **other)
    assert not Curriculum.objects.exists()


def test_a_coordinator_writes_a_class_and_lets_a_gathering_follow_it(coordinator, organization):
    words = {
        "id": new_form_id(),
        "name": "Money, step by step",
        "units": "Budget\n\n Debts \nBank",
        "on_paper": "Household finances",
    }
    assert coordinator.post("/curricula/new", words).status_code == 302
    assert coordinator.post("/curricula/new", words).status_code == 302
    money = Curriculum.objects.get()
    assert "3 units" in coordinator.get("/curricula").text
    page = coordinator.get(reverse("gatherings:curriculum", args=[money.pk])).text
    assert "Budget\nDebts\nBank" in page
    changed = {**words, "version": "1", "needed": "2"}
    assert coordinator.post(reverse("gatherings:curriculum", args=[money.pk]), changed).status_code == 302

    gathering = a_gathering(organization, kind="class")
    assert (
        coordinator.post(reverse("gatherings:units", args=[gathering.pk]), {"curriculum": money.pk}).status_code == 302
    )
    assert units_given(gathering) == UNITS
    assert "1. Budget" in coordinator.get(reverse("gatherings:gathering", args=[gathering.pk])).text


def a_league(organization, by, *teams):
    gathering = a_gathering(
        organization, kind="sports", name="Softball", today=today(ZONE) - timedelta(days=21), starts_on=today(ZONE)
    )
    return gathering, [add_team(gathering=gathering, name=name, by=by) for name in teams]


def test_everyone_meets_everyone_and_the_table_counts_what_was_played(organization, by):
    gathering, _all = a_league(organization, by, "Owls", "Hawks", "Larks", "Wrens")

    assert plan_fixtures(gathering=gathering, by=by, at=now()) == 6
    game = Fixture.objects.order_by("session__starts_at", "pk").select_related("session", "home", "away")[0]
    with pytest.raises(ValidationError, match="not begun"):
        write_result(fixture=game, home_score=3, away_score=1, by=by, at=now())
    write_result(fixture=game, home_score=3, away_score=1, by=by, at=game.session.ends_at)

    assert league_of(gathering).table[0].team == game.home
    assert plan_fixtures(gathering=gathering, by=by, at=now()) == 5
    with pytest.raises(ValidationError, match="already a team"):
        add_team(gathering=gathering, name="Owls", by=by)
    lonely, _one = a_league(organization, by, "Only")
    with pytest.raises(ValidationError, match="two teams"):
        plan_fixtures(gathering=lonely, by=by, at=now())


def test_a_participant_and_a_first_name_play_and_no_public_page_names_them(client, organization, by):
    HostName(host="testserver", organization=organization).save()
    bodie = someone("participant", organization=organization, called="Bodie").participants.get()
    gathering, (owls, _hawks) = a_league(organization, by, "Owls", "Hawks")
    plan_fixtures(gathering=gathering, by=by, at=now())

    first = join_team(team=owls, participant=bodie, on=today(ZONE), by=by)
    assert join_team(team=owls, participant=bodie, on=today(ZONE), by=by) == first
    join_team(team=owls, goes_by="Zelda", on=today(ZONE), by=by)

    public = client.get(reverse("gatherings:calendar_session", args=[next_session(gathering).pk])).text
    assert "Owls" in public
    assert "Bodie" not in public
    assert "Zelda" not in public


def test_the_pages_of_a_league(coordinator, organization):
    bodie = someone("participant", organization=organization, called="Bodie").participants.get()
    gathering = a_gathering(organization, kind="sports")
    here = reverse("gatherings:league", args=[gathering.pk])

    for name in ("Owls", "Hawks"):
        assert coordinator.post(here, {"name": name}).status_code == 302
    assert "already a team" in coordinator.post(here, {"name": "Owls"}).text
    assert coordinator.post(f"{here}/plan").status_code == 302
    assert "Owls" in coordinator.get(here).text
    assert "worth more" in coordinator.post(f"{here}/points", {"win": "1", "draw": "1"}).text
    assert coordinator.post(f"{here}/points", {"win": "3", "draw": "1"}).status_code == 302
    game = Fixture.objects.get()
    result = reverse("gatherings:game", args=[gathering.pk, game.pk])
    assert "not begun" in coordinator.post(result, {"home_score": "1", "away_score": "0"}).text
    Session.objects.filter(pk=game.session_id).update(starts_at=now() - timedelta(hours=1))
    assert coordinator.post(result, {"home_score": "1", "away_score": "0"}).status_code == 302

    team = reverse("gatherings:team", args=[gathering.pk, game.home_id])
    coordinator.post(team, {"goes_by": "Zelda"})
    assert str(bodie.pk) in coordinator.post(f"{team}/find", {"words": "Bodie"}).text
    coordinator.post(f"{team}/add", {"participant": bodie.pk})
    page = coordinator.get(team).text
    assert "Zelda" in page
    assert "Bodie" in page
    coordinator.post(f"{team}/players/{Player.objects.get(participant=bodie).pk}/end")
    assert "Bodie" not in coordinator.get(team).text
