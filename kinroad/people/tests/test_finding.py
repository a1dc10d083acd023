import pytest

from kinroad.people.queries.finding import find_participants
from kinroad.people.tests.factories import (
    ParticipantFactory,
    PersonFactory,
    ProgramFactory,
    coordinate,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db


def participant(full_name, *, kind="recovery", **facts):
    facts = {"called": full_name.split()[0], "full_name": full_name, **facts}
    return ParticipantFactory(person=PersonFactory(**facts), kind=kind)


@pytest.fixture
def pat():
    pat = someone("coordinator")
    coordinate(pat, ProgramFactory())
    return pat


def test_people_are_found_by_sound_short_name_beginning_phone_and_mail(pat):
    wanted = participant("Elizabeth Núñez", phone="+15155550100", email="liz@example.org")
    participant("Robert Smith")
    viewer = viewer_of(pat)

    for words in (
        "Elizabeth",
        "liz",
        "eliz",
        "nunez",
        "Nunyez",
        "Elisabeth Nunez",
        "(515) 555-0100",
        "LIZ@example.org",
    ):
        assert [each.participant_id for each in find_participants(words, viewer=viewer)] == [wanted.pk], words
    assert find_participants("", viewer=viewer) == []
    assert find_participants("Zzyzx", viewer=viewer) == []


def test_nobody_finds_someone_outside_their_circle():
    participant("Elizabeth Núñez")

    assert find_participants("Elizabeth", viewer=viewer_of(someone("peer_leader"))) == []
