"""What somebody leads stands on their first page, whether they work here or come for support."""

from datetime import timedelta

import pytest

from kinroad.core.time import now, today
from kinroad.gatherings.actions.facilitator import begin_leading, end_leading
from kinroad.gatherings.actions.session import cancel_session
from kinroad.gatherings.models import Part
from kinroad.gatherings.queries.leading import led_soon
from kinroad.gatherings.tests.gathering_factories import ZONE, a_gathering, next_session
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodie():
    return someone("participant")


@pytest.fixture
def group(bodie):
    group = a_gathering(bodie.organization, name="Tuesday tools", rule="FREQ=DAILY")
    by = Viewer.system(bodie.organization_id, ZONE)
    begin_leading(gathering=group, person=bodie, part=Part.CO_LEAD, on=today(ZONE), by=by)
    return group


def names(person):
    return [each.session_id for each in led_soon(viewer_of(person), at=now())]


def test_a_co_lead_finds_the_next_five_sessions_on_their_own_page(client, bodie, group):
    soon = list(group.sessions.filter(ends_at__gt=now()).order_by("starts_at")[:5])
    assert names(bodie) == [each.pk for each in soon]

    page = sign_in(client, bodie).get("/me").text
    assert "What I lead" in page
    assert f"/sessions/{soon[0].pk}/coming" in page
    assert client.get(f"/sessions/{soon[0].pk}/coming").status_code == 200


def test_what_is_cancelled_or_not_led_any_more_or_of_others_stands_there_not(client, bodie, group):
    by = Viewer.system(bodie.organization_id, ZONE)
    first = next_session(group)
    cancel_session(session=first, version=first.version, words="", by=by, at=now())
    assert first.pk not in names(bodie)
    assert not names(someone("participant", organization=bodie.organization))
    assert not names(someone("participant", organization=OrganizationFactory(slug="next-door")))

    end_leading(facilitator=group.facilitators.get(), on=today(ZONE) - timedelta(days=1), by=by)
    assert len(names(bodie)) <= 1  # of today alone, which they still led
    assert (
        "Tuesday tools" not in sign_in(client, someone("participant", organization=bodie.organization)).get("/me").text
    )
