"""An editor brings a list of places in through a page."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kinroad.people.models import HostName
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone
from kinroad.resources.models import ServiceAtLocation

pytestmark = pytest.mark.django_db
PAGE = "/resources/import"
LIST = """Agency Name,Program,Address,City,Zip,Phone,Dogs welcome
Cedar Trust,Night shelter,1 High St,Des Moines,50309,515-555-0100,yes
Hope House,Food pantry,2 High St,Des Moines,50309,515-555-0101,no
,Nobody's row,3 High St,Des Moines,50309,call us,no
Elm Clinic,Detox,4 High St,Des Moines,50309,515-555-0103,no
Oak Place,Jobs,5 High St,Des Moines,50309,515-555-0104,no
Fir Place,Closet,6 High St,Des Moines,50309,515-555-0105,no
"""


@pytest.fixture
def editor(db):
    organization = OrganizationFactory(slug="corridor", zone="America/Chicago", state="IA", name="Corridor")
    HostName(host="testserver", organization=organization).save()
    return someone("coordinator", organization=organization)


def hand_in(client, text, name="two-one-one.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(PAGE, {"directory": SimpleUploadedFile(name, content), "source": ""})


def kept_in(answer):
    return re.search('name="kept" value="([^"]+)"', answer.text)[1]


def column_of(answer, heading):
    return re.search(f'for="id_(column_[0-9]+)"[^>]*>\\s*{heading}', answer.text)[1]


def test_a_list_is_looked_at_line_by_line_and_then_brought_in(editor):
    client = sign_in(Client(), editor)

    looked = hand_in(client, LIST)
    assert "6 lines: 6 new, 0 changed, 0 unchanged" in looked.text
    assert "Line 4: " in looked.text
    assert not ServiceAtLocation.objects.exists()

    dogs = {column_of(looked, "Dogs welcome"): "tag:pets"}
    said = {"kept": kept_in(looked), "source": "", "do": "bring_in"} | dogs | {
        column_of(looked, heading): ours
        for heading, ours in (("Agency Name", "agency"), ("Program", "service"), ("Address", "street"),
                              ("City", "city"), ("Zip", "zip"), ("Phone", "-"))
    }  # fmt: skip
    assert client.post(PAGE, said).status_code == 302

    assert ServiceAtLocation.objects.count() == 6
    shelter = ServiceAtLocation.objects.get(name="Night shelter")
    assert list(shelter.tags.filter(code="pets").values_list("code", flat=True)) == ["pets"]
    assert not shelter.phones.exists()
    again = hand_in(client, LIST)
    assert "2 changed" not in again.text


def test_headings_that_we_do_not_know_can_be_named(editor):
    client = sign_in(Client(), editor)
    text = "Wer,Was,Telefon\nCedar Trust,Night shelter,515-555-0100\nHope House,Pantry,515-555-0101\n"

    looked = hand_in(client, text)
    assert "This list cannot come in as it is" in looked.text
    said = {"kept": kept_in(looked), "do": "look", "source": ""}
    said |= {
        column_of(looked, name): ours for name, ours in (("Wer", "agency"), ("Was", "service"), ("Telefon", "phone"))
    }

    assert "2 lines: 2 new" in client.post(PAGE, said).text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("Agency,Service,Phone\nCedar,=HYPERLINK(1),515-555-0100\n", "This row holds a formula"),
        (b"PK\x03\x04 no zip at all", "We could not read this file"),
        ("", "empty"),
        ("Agency,Service,Phone\n" + "Cedar,Beds,515-555-0100\n" * 2001, "more than 2,000 rows"),
        ("Agency,Service\n" + "x" * (2 * 1024 * 1024), "larger than 2 MB"),
    ],
)
def test_what_cannot_come_in_is_refused_with_a_sentence(editor, content, sentence):
    answer = hand_in(sign_in(Client(), editor), content)

    assert answer.status_code == 200
    assert sentence in answer.text
    assert not ServiceAtLocation.objects.exists()


def test_a_refused_file_still_shows_which_column_we_read_as_what(editor):
    looked = hand_in(sign_in(Client(), editor), "Agency,Service,Phone\nCedar,=HYPERLINK(1),515-555-0100\n")

    assert "This row holds a formula" in looked.text
    for ours in ("agency", "service", "phone"):
        assert re.search(f'<option value="{ours}" selected', looked.text), ours


def test_a_file_belongs_to_who_handed_it_in(editor):
    kept = kept_in(hand_in(sign_in(Client(), editor), LIST))
    other = sign_in(Client(), someone("coordinator", organization=editor.organization))

    for sent in (kept, kept[:-2], "x"):
        assert "The file is no longer here." in other.post(PAGE, {"kept": sent, "do": "bring_in", "source": ""}).text
    assert not ServiceAtLocation.objects.exists()


def test_only_editors_bring_lists_in(editor):
    peer_leader = sign_in(Client(), someone("peer_leader", organization=editor.organization))

    assert peer_leader.get(PAGE).status_code in (403, 404)
    assert hand_in(peer_leader, LIST).status_code in (403, 404)
