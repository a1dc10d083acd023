"""What a consent to referrals and to outcomes lets leave: where they said yes to, and how it went."""

import pytest

from kinroad.consent.rules.classes import DataClass
from kinroad.core.time import now
from kinroad.home.queries.disclosable import parts_of
from kinroad.people.tests.factories import ZONE, ParticipantFactory, someone, viewer_of
from kinroad.resources.actions.referral import say_outcome
from kinroad.resources.tests.referral_people import a_place, offered

pytestmark = pytest.mark.django_db


def test_what_they_said_yes_to_and_how_it_went_and_nothing_merely_offered():
    maya = someone("peer_leader")
    roger = ParticipantFactory(organization=maya.organization)
    went = offered(roger, maya, place=a_place(roger, service="Night beds"), words="A door to close")
    say_outcome(referral=went, outcome="not_connected", barriers=["record"], by=viewer_of(maya), at=now())
    offered(roger, maya, place=a_place(roger, service="A clinic"), said_yes=False)

    parts = parts_of(roger, classes={DataClass.REFERRAL, DataClass.OUTCOMES}, at=now(), zone=ZONE)
    said = {part.data_class: " ".join(part.lines) for part in parts}

    assert "Night beds" in said["referral"]
    assert "A clinic" not in said["referral"]
    assert "Night beds: It did not work out" in said["outcomes"]
    assert "A door to close" not in str(said)
    assert "record" not in str(said["outcomes"])
