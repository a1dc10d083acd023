"""The demo is a program somebody could have lived, and a big one has the same shape."""

import pytest

from kinroad.coaching.models import Contact, ContactPartVersion, Match, RequestForSupport
from kinroad.demo.actions import build
from kinroad.people.models import Account, Organization, Participant, PeerLeader, Site
from kinroad.service_log.models import Line

pytestmark = pytest.mark.django_db


def test_the_five_and_their_program_are_there_and_every_contact_counts_once():
    build(participants=12)

    names = {"aisha", "roger", "elizabeth", "luis", "bodie", "maya", "tomas", "sam", "pat", "ada", "eve", "olga"}
    assert set(Account.objects.values_list("username", flat=True)) == names
    assert Organization.objects.filter(is_demo=True).count() == 2
    assert (Site.objects.count(), PeerLeader.objects.count(), Participant.objects.count()) == (4, 12, 12)
    assert Line.objects.filter(sign=1, source="contact").count() == Contact.objects.count()
    assert RequestForSupport.objects.filter(state="open").exists()
    assert ContactPartVersion.objects.exists()
    assert Match.objects.proposed().exists()


def test_a_big_program_has_as_many_people_and_contacts_as_asked(capsys):
    build(participants=40, contacts=200)

    assert Participant.objects.count() == 45
    assert Contact.objects.filter(peer_leader__person__called__isnull=False).count() >= 200
    assert "200 of 200 contacts" in capsys.readouterr().err
