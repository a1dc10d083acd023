"""A list goes to somebody, and says nothing on its way."""

import logging
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from kinroad.audit.models import Change
from kinroad.config.logs import HideSecrets
from kinroad.core.forms import new_form_id
from kinroad.core.ids import uuid7
from kinroad.notifications.actions.permission import give
from kinroad.notifications.models import Outgoing
from kinroad.people.models import Why
from kinroad.people.tests.factories import CircleRow, ParticipantFactory, sign_in, someone, viewer_of
from kinroad.resources.actions.shortlist import forget_lists, make_list, send_list
from kinroad.resources.models import Shortlist
from kinroad.resources.tests.resource_factories import PlaceFactory

NOON = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)  # a Friday in Denver


@pytest.fixture
def maya(db):
    return someone("peer_leader", called="Maya")


@pytest.fixture
def luis(maya):
    luis = ParticipantFactory(person__called="Luis", person__phone="+13035550163")
    CircleRow(
        organization_id=maya.organization_id, person=maya, participant=luis, why=Why.MATCH, started_at=NOON
    ).save()
    return luis


@pytest.fixture
def secret(luis):
    return make_list(places=[PlaceFactory().pk], organization_id=luis.organization_id, at=NOON)


def test_it_goes_only_as_they_allow_and_the_words_say_nothing(maya, luis, secret):
    with pytest.raises(ValidationError, match="have not said yes"):
        send_list(id=uuid7(), secret=secret, participant=luis, by=viewer_of(maya), at=NOON)
    give(participant=luis, kinds=["text"], wording="You may text me", by=viewer_of(maya), at=NOON)

    one = uuid7()
    assert send_list(id=one, secret=secret, participant=luis, by=viewer_of(maya), at=NOON) == "text"
    send_list(id=one, secret=secret, participant=luis, by=viewer_of(maya), at=NOON)

    sent = Outgoing.objects.get()
    assert (sent.words, sent.link) == ("look_again", f"/list/{secret}")
    found = Shortlist.objects.get()
    assert str(found.pk) not in sent.key
    assert not Change.objects.filter(about_id=found.pk).exists()


@time_machine.travel(NOON, tick=False)
def test_staff_find_somebody_of_their_circle_and_press_once(maya, luis, secret):
    give(participant=luis, kinds=["text"], wording="You may text me", by=viewer_of(maya), at=NOON)
    client = sign_in(Client(), maya)

    page = client.post(f"/list/{secret}/send", {"words": "Luis"})
    sent = client.post(f"/list/{secret}/send", {"id": new_form_id(), "participant": str(luis.pk)}, follow=True)

    assert "Luis" in page.text
    assert "It is on its way." in sent.text
    assert "Luis" not in sent.text
    stranger = ParticipantFactory(person__called="Zelda")
    nobody = client.post(f"/list/{secret}/send", {"id": new_form_id(), "participant": str(stranger.pk)})
    assert nobody.status_code == 404


def test_a_list_that_is_over_is_erased(luis, secret):
    assert forget_lists(at=NOON) == 0
    assert forget_lists(at=datetime(2027, 3, 1, tzinfo=UTC)) == 1


def test_no_log_holds_the_secret_of_a_list(secret):
    for path in (f"/list/{secret}", f"/list/{secret}/paper", f"/resources?q=food&list={secret}&near=50309"):
        record = logging.LogRecord("gunicorn.access", logging.INFO, "", 0, "GET %s 200", (path,), None)
        HideSecrets().filter(record)
        assert secret not in record.getMessage()
