"""The same place under several spellings: proposed, decided by an editor, undone, and nothing lost."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kinroad.core.time import now
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone, viewer_of
from kinroad.resources.actions import double as actions
from kinroad.resources.actions.proposing import propose_doubles
from kinroad.resources.models import Double, ServiceAtLocation, Tag
from kinroad.resources.rules.doubles import Alike, Look, best_pairs, digits_of, likeness, pairs, plain_street
from kinroad.resources.tests.resource_factories import PlaceFactory, ResourceSourceFactory


def look(**said):
    usual = {
        "id": uuid4(), "list": "a", "name": "Plains Area Mental Health Center", "service": "Treatment",
        "phones": frozenset({"7127922991"}), "street": "318 South Maple Street Suite 1", "city": "Carroll",
        "lat": 42.056, "lon": -94.865, "needs": frozenset({"treatment"}),
    }  # fmt: skip
    return Look(**{**usual, **said})


def test_three_spellings_of_one_door_are_alike():
    one = look()

    for other in (
        look(list="b", name="PLAINS AREA MENTAL HLTH CTR, INC.", street="318 S. Maple St"),
        look(list="c", name="Plains Mental Health Center", phones=frozenset(), street="318 South Maple St, Ste 1"),
    ):
        score, why = likeness(one, other)
        assert score >= 80
        assert Alike.ADDRESS in why
    assert plain_street("318 South Maple Street Suite 1") == plain_street("318 S. Maple St")
    assert digits_of("+1 (712) 792-2991") == "7127922991"


@pytest.mark.parametrize(
    "other",
    [
        {"list": "a"},  # one list tells two on purpose
        {"list": "b", "needs": frozenset({"support_group"})},  # a group and a clinic at one door
        {"list": "b", "name": "Carroll Food Pantry", "phones": frozenset()},
        {"list": "b", "street": "9 Oak Ave", "city": "Ames", "lat": 42.03, "lon": -93.6},  # their other office
    ],
)
def test_what_is_not_the_same_place_is_not_asked_about(other):
    assert likeness(look(), look(**other)) is None


def test_a_line_meets_at_most_one_line_of_another_list():
    general = look(list="b", service="Substance use treatment")
    several = [look(service=name) for name in ("Detox", "Substance use treatment", "Family nights")]
    found = pairs([general, *several], fresh=frozenset({general.id}))

    assert [(one.service, other.service) for one, other, _, _ in best_pairs(found)] == [
        ("Substance use treatment", "Substance use treatment")
    ]


@given(st.text(max_size=30), st.text(max_size=30), st.floats(-90, 90), st.floats(-180, 180))
def test_any_words_can_be_compared_and_order_does_not_matter(name, street, lat, lon):
    one, other = look(name=name, street=street, lat=lat, lon=lon), look(list="b")

    assert likeness(one, other) == likeness(other, one)
    list(pairs([one, other], fresh=frozenset({one.id})))


@pytest.fixture
def editor():
    return someone("coordinator")


@pytest.fixture
def two(db, editor):
    organization = viewer_of(editor).organization_id
    common = {"location__street": "318 South Maple St", "service__agency__organization": OrganizationFactory()}
    first = PlaceFactory(
        source=ResourceSourceFactory(name="One"), service__agency__name="Plains Center", tags=["treatment"], **common
    )
    second = PlaceFactory(
        source=ResourceSourceFactory(name="Two"), service__agency__name="Plains Ctr", tags=["treatment", "pets"],
        phone="(712) 792-2991", **common,
    )  # fmt: skip
    assert propose_doubles(organization_id=organization, ids=[second.pk], at=now()) == 1
    return first, second, Double.objects.get()


def test_nothing_is_joined_before_an_editor_says_so(two):
    assert ServiceAtLocation.objects.listed().count() == 2


def test_joined_places_are_found_once_with_what_both_know_and_come_apart_again(two, editor):
    first, second, double = two

    actions.join_places(double=double, keep=first.pk, by=viewer_of(editor), at=now())

    assert list(ServiceAtLocation.objects.listed()) == [first]
    assert set(first.tags.values_list("code", flat=True)) == {"treatment", "pets"}
    assert [phone.number for phone in first.phones.all()] == ["(712) 792-2991"]
    assert [each.source.name for each in first.joined.all()] == ["Two"]

    actions.undo_decision(double=double, by=viewer_of(editor))

    assert ServiceAtLocation.objects.listed().count() == 2
    assert [tag.code for tag in first.tags.all()] == ["treatment"]
    assert not first.phones.exists()
    assert Tag.objects.filter(service_at_location=second).count() == 2
    assert Double.objects.get().state == "proposed"


def test_two_places_are_not_asked_about_again(two, editor):
    first, second, double = two
    actions.keep_apart(double=double, by=viewer_of(editor), at=now())

    ids = [first.pk, second.pk]
    assert propose_doubles(organization_id=first.organization_id, ids=ids, at=now()) == 0
    with pytest.raises(ValidationError, match="decided this already"):
        actions.join_places(double=double, keep=first.pk, by=viewer_of(editor), at=now())


def test_an_editor_decides_on_the_page(client, two, editor):
    sign_in(client, editor)
    page = client.get(reverse("resources:doubles")).content.decode()
    assert "Plains Center" in page
    assert "the same address" in page

    client.post(reverse("resources:decide", args=[two[2].pk]), {"do": "second"})

    assert list(ServiceAtLocation.objects.listed()) == [two[1]]
    assert "One place. The second is shown." in client.get(reverse("resources:doubles")).content.decode()
    client.post(reverse("resources:decide", args=[two[2].pk]), {"do": "undo"})
    assert ServiceAtLocation.objects.listed().count() == 2


@pytest.mark.parametrize("role", ["peer_leader", "participant", "evaluator"])
def test_others_do_not_see_the_page(client, two, role):
    sign_in(client, someone(role))

    assert client.get(reverse("resources:doubles")).status_code == 404
    assert client.post(reverse("resources:decide", args=[two[2].pk]), {"do": "first"}).status_code == 404
