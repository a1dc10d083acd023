"""What the house lets go of: who somebody without a record was, and the place of somebody who died."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from kinroad.core.ids import uuid7
from kinroad.gatherings.actions.forgetting import forget_who_came, free_places_of_the_dead
from kinroad.gatherings.models import Attended, Coming, ComingLink, Session, Sheet
from kinroad.gatherings.tests.coming_people import coming, here
from kinroad.gatherings.tests.gathering_factories import a_gathering, next_session
from kinroad.notifications.rules.permission import Kind
from kinroad.notifications.tests.factories import reachable
from kinroad.people.actions import death
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory
from kinroad.practical_help.models import Ask

pytestmark = pytest.mark.django_db
MONDAY = datetime.fromisoformat("2026-11-23T10:00:00-06:00")
FRIDAY = datetime.fromisoformat("2026-11-27T18:00:00-06:00")
OTHER = "+13035550177"


@pytest.fixture(autouse=True)
def a_monday(settings):
    settings.KINROAD_TEXT_URL, settings.KINROAD_EMAIL = "https://texts.example", True
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def a_session(**facts):
    return next_session(a_gathering(OrganizationFactory(), today=date(2026, 11, 23), **facts))


def test_who_came_without_a_record_is_forgotten_after_the_policys_days(a_monday):
    session = a_session(rides=True)
    by = here(session)
    row = coming(
        session,
        called="Dee",
        reach=OTHER,
        reach_by="text",
        children=2,
        wording="You may text me.",
        ride=True,
        ride_from="12 Elm Street",
    )
    known = coming(session, reachable(Kind.TEXT))
    sheet = Sheet(organization=session.organization, session=session, minutes=60)
    sheet.save()
    line = Attended(id=uuid7(), organization=session.organization, sheet=sheet, goes_by="Dee", at=FRIDAY)
    line.save()
    ask = Ask.objects.get(called__isnull=False)
    late = FRIDAY + timedelta(days=91)

    assert forget_who_came(at=FRIDAY + timedelta(days=80), by=by) == 0
    assert forget_who_came(at=late, by=by) == 3
    assert forget_who_came(at=late, by=by) == 0

    row.refresh_from_db()
    assert (row.called, row.reach, row.ride_from, row.wording, row.children) == (None, None, None, "", 2)
    line.refresh_from_db()
    assert (line.goes_by, line.came) == (None, True)
    ask.refresh_from_db()
    assert (ask.called, ask.reach, ask.place, ask.words, ask.state) == (None, None, None, None, "withdrawn")
    assert not ComingLink.objects.exists()
    assert Coming.objects.get(pk=known.pk).participant_id


@pytest.mark.parametrize("merged", [False, True])
def test_the_place_of_somebody_who_died_goes_to_whoever_waits_a_day_after_it_was_written_down(a_monday, merged):
    session = a_session(capacity=1, waiting_list=True)
    by = here(session)
    first = ParticipantFactory(organization=session.organization)
    theirs = coming(session, first)
    if merged:
        survivor = ParticipantFactory(organization=session.organization)
        first.merged_into = survivor
        first.save()
        first = survivor
    waits = coming(session, called="Eve", reach="eve@example.org", reach_by="email")
    assert waits.state == "waiting"
    death.record(participant=first, on=MONDAY.date(), told_by="Her sister", by=by)

    assert free_places_of_the_dead(at=MONDAY + timedelta(hours=20), by=by) == 0
    assert free_places_of_the_dead(at=MONDAY + timedelta(hours=25), by=by) == 1
    assert free_places_of_the_dead(at=MONDAY + timedelta(hours=25), by=by) == 0

    theirs.refresh_from_db()
    waits.refresh_from_db()
    assert (theirs.state, waits.state) == ("cancelled", "coming")
    assert Session.objects.get(pk=session.pk).taken == 1


def test_a_death_told_by_mistake_and_undone_leaves_the_place(a_monday):
    session = a_session(capacity=1)
    by = here(session)
    first = ParticipantFactory(organization=session.organization)
    theirs = coming(session, first)
    death.record(participant=first, on=MONDAY.date(), told_by="Her sister", by=by)
    death.undo(participant=first, by=by)

    assert free_places_of_the_dead(at=MONDAY + timedelta(days=3), by=by) == 0
    theirs.refresh_from_db()
    assert theirs.state == "coming"
