"""Whom the stories of sharing are about, where a test does not say it otherwise."""

import pytest
from django.test import Client

from kinroad.coaching.tests.factories import walk_together
from kinroad.people.models import Participant
from kinroad.people.tests.factories import sign_in, someone


@pytest.fixture
def roger(db):
    return Participant.objects.get(person=someone("participant", called="Roger", full_name="Roger Stone"))


@pytest.fixture
def phone(roger):
    return sign_in(Client(), roger.person)


@pytest.fixture
def maya(roger):
    maya = someone("peer_leader", called="Maya")
    walk_together(maya, roger)
    return maya
