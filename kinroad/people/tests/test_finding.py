import pytest

from kinroad.people.actions.merging import merge_participants
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


def test_the_name_of_a_merged_record_still_finds_the_person(pat):
    kept, merged = participant("Elizabeth Núñez"), participant("Betsy Harlow", phone="+15155550111")
    viewer = viewer_of(pat)
    merge_participants(kept=kept, merged=merged, by=viewer)

    for words in ("Betsy Harlow", "(515) 555-0111", "Elizabeth"):
        found = find_participants(words, viewer=viewer)
        assert [(each.participant_id, each.full_name) for each in found] == [(kept.pk, "Elizabeth Núñez")], words
    assert find_participants("Betsy Harlow", viewer=viewer_of(someone("peer_leader"))) == []
