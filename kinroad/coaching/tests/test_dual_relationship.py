import pytest

from kinroad.audit.models import Change
from kinroad.coaching.actions import dual_relationship as actions
from kinroad.coaching.models import DualRelationship, Match
from kinroad.coaching.queries.matching import candidates_for
from kinroad.coaching.tests.asking import TODAY, ask, coordinator, leader, participant_of
from kinroad.coaching.tests.factories import leader_of, walk_together
from kinroad.core.ids import uuid7
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone, viewer_of

pytestmark = pytest.mark.django_db


def declare(person, other, by=None):
    return actions.declare(
        participant=participant_of(person), apart_from=leader_of(other).pk, on=TODAY, by=viewer_of(by or person)
    )


def proposed(person):
    return [each.called for each in candidates_for(participant_of(person))[0]]


def test_who_is_known_from_their_own_life_is_never_proposed_again():
    luis, maya, tomas = someone("participant"), leader(), leader()

    row = declare(luis, maya)
    again = declare(luis, maya)

    assert row == again
    assert proposed(luis) == [tomas.called]
    assert Change.objects.filter(what="dual_relationship.declared").count() == 1


def test_a_question_that_waits_between_the_two_is_taken_back():
    luis, maya = someone("participant"), leader()
    match = ask(luis, maya)

    declare(luis, maya)

    match.refresh_from_db()
    assert match.ended == Match.Ended.WITHDRAWN


def test_taken_back_they_are_proposed_again():
    luis, maya = someone("participant"), leader()
    row = declare(luis, maya)

    for _ in range(2):
        actions.take_back(participant=participant_of(luis), dual_relationship=row.pk, by=viewer_of(luis))

    assert proposed(luis) == [maya.called]
    assert Change.objects.filter(what="dual_relationship.taken_back").count() == 1


def test_those_who_walk_together_are_asked_to_end_that_first(client):
    luis, maya = someone("participant"), leader()
    walk_together(maya, participant_of(luis))

    page = sign_in(client, luis).post("/me/choose/apart", {"apart_from": leader_of(maya).pk})

    assert "Ask for someone else first." in page.text
    assert not DualRelationship.objects.exists()


def test_the_peer_leader_says_so_and_it_reads_as_a_not_now(client):
    luis, maya = someone("participant"), leader()
    match = ask(luis, maya)
    sign_in(client, maya)
    assert "I know them from my own life" in client.get(f"/matches/{match.pk}/answer").text

    client.post(f"/matches/{match.pk}/answer", {"answer": "apart"})

    match.refresh_from_db()
    assert match.ended == Match.Ended.LEADER_DECLINED
    assert proposed(luis) == []
    sign_in(client, luis)
    for address in ("/me/choose", "/me/choose/wishes"):
        assert maya.called not in client.get(address).text


def test_a_participant_takes_back_only_what_they_said_themselves(client):
    luis, maya = someone("participant"), leader()
    match = ask(luis, maya)
    actions.answer_as_leader(match=match, answer="apart", on=TODAY, by=viewer_of(maya))
    row = DualRelationship.objects.get()

    sign_in(client, luis).post("/me/choose/apart/back", {"dual_relationship": row.pk})

    assert DualRelationship.objects.get() == row


def test_the_participant_presses_reads_it_under_their_wishes_and_takes_it_back(client):
    luis, maya = someone("participant"), leader()
    sign_in(client, luis)
    assert "I know them from my own life" in client.get("/me/choose").text

    after = client.post("/me/choose/apart", {"apart_from": leader_of(maya).pk}, follow=True)

    assert maya.called not in after.text
    assert "We do not tell them." in after.text
    assert maya.called in client.get("/me/choose/wishes").text
    client.post("/me/choose/apart/back", {"dual_relationship": DualRelationship.objects.get().pk})
    assert maya.called in client.get("/me/choose").text


def test_the_coordinator_writes_it_down_and_cannot_choose_them_by_hand(client):
    luis, maya = someone("participant"), leader()
    mine = participant_of(luis)
    address = f"/people/{mine.pk}/match"
    sign_in(client, coordinator(mine.program))

    client.post(f"{address}/apart", {"apart_from": leader_of(maya).pk})
    refused = client.post(address, {"peer_leader": leader_of(maya).pk, "participant_says_yes": "on"})

    assert "know each other in another way" in refused.text
    assert not Match.objects.exists()
    assert "Who knows them from their own life" in client.get(address).text
    client.post(f"{address}/apart/back", {"dual_relationship": DualRelationship.objects.get().pk})
    assert not DualRelationship.objects.exists()


@pytest.mark.parametrize("role", ["participant", "peer_leader", "supervisor", "administrator", "coordinator"])
def test_to_a_stranger_there_is_nothing_to_say_it_about(client, role):
    luis, maya = someone("participant"), leader()
    row = declare(luis, maya)
    sign_in(client, someone(role))

    for pk in (participant_of(luis).pk, uuid7()):
        assert client.post(f"/people/{pk}/match/apart", {"apart_from": leader_of(maya).pk}).status_code == 404
        assert client.post(f"/people/{pk}/match/apart/back", {"dual_relationship": row.pk}).status_code == 404
    client.post("/me/choose/apart/back", {"dual_relationship": row.pk})
    assert DualRelationship.objects.get() == row


def test_a_neighbour_s_peer_leader_cannot_be_named(client):
    luis = someone("participant")
    neighbour = OrganizationFactory(slug="neighbour", discreet_name="Next Door")
    stranger = someone("peer_leader", organization=neighbour)

    page = sign_in(client, luis).post("/me/choose/apart", {"apart_from": leader_of(stranger).pk})

    assert "Choose a peer leader from the list." in page.text
    assert not DualRelationship.objects.exists()
