import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from kinroad.core.forms import new_form_id
from kinroad.interop.actions import rosters
from kinroad.interop.models import RosterImport, RosterMapping
from kinroad.people.models import Participant
from kinroad.people.tests.factories import ProgramFactory, SiteFactory, coordinate, see, sign_in, someone

pytestmark = pytest.mark.django_db
PAGE = "/settings/import"
LIST = b"Who,DOB,Cell,Pathway\nAna Ruiz,1/2/1980,5155550101,Dharma\nBo Li,2/3/1981,5155550102,AA\n"
BAD = b"Name,DOB\nSecret Person,2/30/1980\n"


@pytest.fixture
def pat(client):
    SiteFactory()
    pat = someone("coordinator")
    coordinate(pat, ProgramFactory())
    sign_in(client, pat)
    return pat


def hand_in(client, data, name="people.csv"):
    return client.post(PAGE, {"id": new_form_id(), "roster": SimpleUploadedFile(name, data)}, follow=True)


def words(answer) -> str:
    return answer.content.decode()


def test_a_list_is_handed_in_looked_at_brought_in_and_undone(client, pat):
    looked = hand_in(client, LIST)
    roster = RosterImport.objects.get()
    assert "We found no column with names" in words(looked)
    assert not Participant.objects.exists()

    mapped = client.post(
        f"{PAGE}/{roster.pk}",
        {"column_0": "name", "column_1": "birth_on", "column_2": "phone", "column_3": "pathways"},
        follow=True,
    )
    assert "2 lines: 2 new" in words(mapped)
    assert "Ana Ruiz" in words(mapped)

    done = client.post(f"{PAGE}/{roster.pk}/apply", follow=True)
    assert Participant.objects.count() == 2
    assert "2 new" in words(done)
    assert "Dharma" in words(done)
    assert "2 new" in words(client.get(PAGE))

    undone = client.post(f"{PAGE}/{roster.pk}/undo", follow=True)
    assert not Participant.objects.exists()
    assert "The roster was undone." in words(undone)
    assert "not brought in" in words(client.post(f"{PAGE}/{roster.pk}/undo", follow=True))


def test_the_same_headings_are_remembered(client, pat):
    hand_in(client, LIST)
    roster = RosterImport.objects.get()
    columns = {"column_0": "name", "column_1": "birth_on", "column_2": "phone", "column_3": ""}
    client.post(f"{PAGE}/{roster.pk}", columns)
    client.post(f"{PAGE}/{roster.pk}", columns | {"column_3": "pathways"})

    assert RosterMapping.objects.get().fields == ["name", "birth_on", "phone", "pathways"]
    assert "2 lines: 2 new" in words(hand_in(client, LIST))


def test_a_mapping_needs_a_name(client, pat):
    hand_in(client, LIST)
    roster = RosterImport.objects.get()

    answer = client.post(f"{PAGE}/{roster.pk}", {"column_1": "birth_on"})

    assert "Say which column holds the names." in words(answer)


def test_a_list_with_a_problem_says_the_line_and_is_not_brought_in(client, pat):
    looked = hand_in(client, BAD)
    roster = RosterImport.objects.get()
    client.post(f"{PAGE}/{roster.pk}/apply")

    assert "Line 2, DOB: There is no such day." in words(looked)
    assert not Participant.objects.exists()
    assert RosterImport.objects.get().state == "waiting"


def test_what_is_no_spreadsheet_is_refused_in_a_sentence(client, pat):
    assert "This file is empty." in words(hand_in(client, b" "))
    assert "not a spreadsheet we can read" in words(hand_in(client, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20))
    assert "Choose a spreadsheet" in words(client.post(PAGE, {"id": new_form_id()}))
    assert "at most 5 MB" in words(hand_in(client, b"Name\n" + b"Ana Ruiz,,,,,,,,,\n" * 400_000))
    assert not RosterImport.objects.exists()


def test_a_second_press_meets_the_first(client, pat):
    id = new_form_id()
    for _press in range(2):
        client.post(PAGE, {"id": id, "roster": SimpleUploadedFile("people.csv", LIST)})

    assert RosterImport.objects.count() == 1


def test_the_file_is_sealed_and_forgotten_after_a_day(client, pat):
    with time_machine.travel("2026-11-20 17:00:00+00:00") as clock:
        sign_in(client, pat)
        hand_in(client, LIST)
        roster = RosterImport.objects.get()
        assert b"Ana" not in bytes(RosterImport.objects.values_list("file", flat=True).get())
        clock.move_to("2026-11-21 17:00:01+00:00")
        sign_in(client, pat)
        assert client.get(f"{PAGE}/{roster.pk}").status_code == 404
        hand_in(client, LIST)

    roster.refresh_from_db()
    assert (roster.state, roster.file) == ("forgotten", None)


def test_a_file_is_forgotten_when_asked(client, pat):
    hand_in(client, LIST)
    roster = RosterImport.objects.get()

    answer = client.post(f"{PAGE}/{roster.pk}/forget", follow=True)

    assert "The file was forgotten." in words(answer)
    assert client.get(f"{PAGE}/{roster.pk}").status_code == 404
    roster.refresh_from_db()
    assert roster.file is None
    with pytest.raises(Exception, match="Choose it again"):
        rosters.file_of(roster)


def test_a_list_somebody_worked_with_says_so(client, pat):
    hand_in(client, b"Name\nAna Ruiz\n")
    roster = RosterImport.objects.get()
    client.post(f"{PAGE}/{roster.pk}/apply")
    see(someone("peer_leader"), Participant.objects.get())

    answer = client.post(f"{PAGE}/{roster.pk}/undo", follow=True)

    assert "already worked" in words(answer)
    assert Participant.objects.count() == 1


def test_a_list_belongs_to_who_handed_it_in(client, pat):
    hand_in(client, LIST)
    roster = RosterImport.objects.get()

    for who in ("coordinator", "program_manager", "administrator", "peer_leader", "participant"):
        sign_in(client, someone(who))
        assert client.get(f"{PAGE}/{roster.pk}").status_code == 404
        assert client.post(f"{PAGE}/{roster.pk}/apply").status_code == 404
    assert client.get(PAGE).status_code == 404
    sign_in(client, someone("program_manager"))
    assert client.get(PAGE).status_code == 200


def test_a_look_writes_nothing(client, pat):
    hand_in(client, b"Name,DOB\nAna Ruiz,1/2/1980\n")
    roster = RosterImport.objects.get()
    before = RosterImport.objects.values("state", "ended_at", "created").get()

    client.get(f"{PAGE}/{roster.pk}")

    assert RosterImport.objects.values("state", "ended_at", "created").get() == before
    assert not Participant.objects.exists()
