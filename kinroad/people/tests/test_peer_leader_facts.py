from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from kinroad.core.policy import Policy
from kinroad.people.actions.organizations import set_policy
from kinroad.people.actions.staff import take_on
from kinroad.people.models import PeerLeader, Supervision
from kinroad.people.tests.factories import (
    OrganizationFactory,
    SiteFactory,
    sign_in,
    someone,
    viewer_of,
)


@pytest.fixture
def ada(client, db):
    person = someone("administrator", called="Ada")
    sign_in(client, person)
    return person


def at(name, person, *more):
    return reverse(f"people:{name}", args=[person.pk, *more])


def seen_on(client, address):
    return client.get(address).text.split('name="seen" value="')[1].split('"')[0]


FACTS = {
    "kind": "volunteer",
    "title": "Guide",
    "state": "break",
    "gender": "woman",
    "caseload_limit": "4",
    "cleared_on": "2026-03-02",
    "experiences": ["reentry", "grief"],
    "pathways": ["smart"],
    "interests": ["music"],
    "availability": ["weekday_evening"],
    "languages": ["es", "en"],
    "about": "I sing.",
}


def test_a_peer_leader_s_facts_are_written_down(client, ada):
    organization = OrganizationFactory()
    organization.titles = ["Guide"]
    organization.save()
    maya, sam, site = someone("peer_leader"), someone("supervisor"), SiteFactory()
    address = at("peer_leader", maya)
    said = FACTS | {"site": str(site.pk), "supervisor": str(sam.pk), "seen": seen_on(client, address)}

    assert client.post(address, said).status_code == 302

    leader = PeerLeader.objects.get(person=maya)
    assert (leader.title, leader.state, leader.cleared_on) == ("Guide", "break", date(2026, 3, 2))
    assert leader.experiences == ["reentry", "grief"]
    assert leader.person.languages == ["es", "en"]
    assert Supervision.objects.get(peer_leader=leader, ended_on=None).supervisor == sam
    page = client.get(at("staff_person", maya)).text
    assert "Guide" in page
    refused = client.post(address, said | {"about": "I dance."})
    assert "Someone changed this" in refused.text
    assert "I dance." in refused.text


def test_supervision_ends_when_nobody_is_chosen(client, ada):
    maya, sam = someone("peer_leader"), someone("supervisor")
    leader = PeerLeader.objects.get(person=maya)
    Supervision(organization=maya.organization, supervisor=sam, peer_leader=leader, started_on=date(2026, 1, 5)).save()
    address = at("peer_leader", maya)

    client.post(address, FACTS | {"title": "", "supervisor": "", "seen": seen_on(client, address)})

    assert not Supervision.objects.filter(ended_on=None).exists()


def test_who_is_no_supervisor_cannot_be_chosen(client, ada):
    maya, other = someone("peer_leader"), someone("peer_leader")
    address = at("peer_leader", maya)

    client.post(address, FACTS | {"title": "", "supervisor": str(other.pk), "seen": seen_on(client, address)})

    assert not Supervision.objects.exists()


def test_only_a_peer_leader_has_a_peer_leader_s_facts(client, ada):
    assert client.get(at("peer_leader", someone("evaluator"))).status_code == 404


def test_a_new_peer_leader_starts_with_the_organization_s_limit(ada):
    by = viewer_of(ada)
    set_policy(part="match", name="caseload_limit", value=7, by=by)

    maya = take_on(id=uuid4(), called="Maya", roles=["peer_leader"], by=by)

    assert PeerLeader.objects.get(person=maya).caseload_limit == 7
    assert Policy().match.caseload_limit == 15
