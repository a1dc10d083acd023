import pytest

from kinroad.audit.models import Look
from kinroad.coaching.models import Match, RequestForSupport
from kinroad.coaching.tests.asking import ask, coordinator, leader, participant_of, wish
from kinroad.coaching.tests.factories import leader_of, walk_together
from kinroad.core.ids import uuid7
from kinroad.people.models import Participant, PeerLeader
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone

pytestmark = pytest.mark.django_db


def words(page):
    return page.content.decode()


def test_luis_reads_plain_reasons_and_asks(client):
    luis = someone("participant", languages=["es", "en"])
    Participant.objects.update(experiences=["hepatitis_c"], pathways=["medication"], availability=["weekday_evening"])
    maya = leader(experiences=["hepatitis_c"], pathways=["medication"], availability=["weekday_evening"])
    maya.languages = ["es"]
    maya.save()

    page = sign_in(client, luis).get("/me/choose")

    for reason in (
        "Speaks Spanish",
        "Has lived with hepatitis C",
        "Knows this way: With medication",
        "Free on weekday evenings",
    ):
        assert reason in words(page)
    assert f"Ask {maya.called}" in words(page)
    answer = client.post("/me/choose", {"peer_leader": leader_of(maya).pk}, follow=True)
    assert f"You asked {maya.called}" in words(answer)


def test_five_people_are_shown_and_others_on_the_next_page(client):
    luis = someone("participant")
    for _ in range(7):
        leader()

    first = sign_in(client, luis).get("/me/choose")
    second = client.get("/me/choose?page=2")

    assert words(first).count('name="peer_leader"') == 5
    assert words(second).count('name="peer_leader"') == 2


def test_the_number_of_peer_leaders_costs_no_query(client, django_assert_max_num_queries):
    luis = someone("participant")
    sign_in(client, luis)
    leader()
    client.get("/me/choose")
    for _ in range(6):
        leader()

    with django_assert_max_num_queries(25):
        client.get("/me/choose")


def test_asked_for_a_woman_and_never_gets_a_man_on_any_page(client):
    aisha, tomas = someone("participant"), leader(gender="man")
    pat = coordinator(participant_of(aisha).program)
    sign_in(client, aisha)
    client.post("/me/choose/wishes", {"gender": "woman", "language": "", "pathway": ""})

    assert tomas.called not in words(client.get("/me/choose"))
    refused = client.post("/me/choose", {"peer_leader": leader_of(tomas).pk})
    assert "This is not what you asked for" in words(refused)
    sign_in(client, pat)
    by_hand = client.post(
        f"/people/{participant_of(aisha).pk}/match",
        {"peer_leader": leader_of(tomas).pk, "participant_says_yes": "on"},
    )
    assert "This is not what they asked for" in words(by_hand)
    assert not Match.objects.exists()

    sign_in(client, aisha)
    client.post("/me/choose/wishes", {"gender": "", "language": "", "pathway": ""})
    client.post("/me/choose", {"peer_leader": leader_of(tomas).pk})
    assert Match.objects.proposed().count() == 1


def test_the_peer_leader_answers_and_then_the_page_is_gone(client):
    luis, maya = someone("participant"), leader()
    match = ask(luis, maya)

    page = sign_in(client, maya).get(f"/matches/{match.pk}/answer")
    assert luis.called in words(page)
    assert luis.called not in words(page).split("</title>")[0]
    assert Look.objects.get(participant_id=match.participant_id).why == "asked"
    done = client.post(f"/matches/{match.pk}/answer", {"answer": "yes"})

    assert done.status_code == 302
    assert Match.objects.current().get() == match
    assert client.get(f"/matches/{match.pk}/answer").status_code == 404


def test_an_answer_that_is_none_is_asked_again(client):
    luis, maya = someone("participant"), leader()
    match = ask(luis, maya)

    page = sign_in(client, maya).post(f"/matches/{match.pk}/answer", {"answer": "maybe"})

    assert "Choose yes or not now." in words(page)


def test_the_participant_answers_changes_and_leaves_it_to_the_coordinator(client):
    luis, maya = someone("participant"), leader()
    pat = coordinator(participant_of(luis).program)
    match = ask(luis, maya, by=pat, says_yes=False)
    sign_in(client, luis)

    assert f"{maya.called} could walk with you" in words(client.get("/me/choose"))
    client.post(f"/me/choose/{match.pk}", {"answer": "yes"})
    sign_in(client, maya)
    client.post(f"/matches/{match.pk}/answer", {"answer": "yes"})
    sign_in(client, luis)
    assert "Who walks with me now" in words(client.get("/me/choose"))
    assert maya.called in words(client.get("/me/change"))
    client.post("/me/change", {"change": "yes"})
    assert Match.objects.get().ended == "participant_changed"
    client.post("/me/choose/leave", {"leave": "yes"})
    assert RequestForSupport.objects.get(state="open").leave_to_coordinator
    assert "Nobody walks with you yet" in words(client.get("/me/change"))


def test_their_own_page_tells_what_waits(client):
    luis, maya, tomas = someone("participant"), leader(), leader()
    pat = coordinator(participant_of(luis).program)
    ask(luis, maya, by=pat, says_yes=False)

    assert f"{maya.called} could walk with you" in words(sign_in(client, luis).get("/me"))
    ask(luis, tomas)
    assert f"You asked {tomas.called}" in words(client.get("/me"))


def test_an_answer_to_someone_elses_question_finds_nothing(client):
    luis, aisha, maya = someone("participant"), someone("participant"), leader()
    match = ask(luis, maya)

    sign_in(client, aisha)
    assert client.post(f"/me/choose/{match.pk}", {"answer": "yes"}).status_code == 404
    tomas = leader()
    sign_in(client, tomas)
    assert client.get(f"/matches/{match.pk}/answer").status_code == 404


def test_the_coordinator_stands_beside_them(client):
    luis, maya, tomas = someone("participant"), leader(), leader()
    mine = participant_of(luis)
    pat = coordinator(mine.program)
    address = f"/people/{mine.pk}/match"
    sign_in(client, pat)

    page = client.get(address)
    assert maya.called in words(page)
    assert tomas.called in words(page)
    assert Look.objects.filter(participant_id=mine.pk, why="coordination").exists()
    client.post(address, {"peer_leader": leader_of(maya).pk})
    match = Match.objects.proposed().get()
    assert match.participant_yes_at is None
    assert f"{maya.called} was asked" in words(client.get(address))
    client.post(f"{address}/{match.pk}", {"said": "participant_yes"})
    client.post(f"{address}/{match.pk}", {"said": "leader_yes"})
    assert Match.objects.current().count() == 1
    again = client.post(f"{address}/{match.pk}", {"said": "withdraw"})
    assert "has been answered" in words(again)
    client.post(f"{address}/change", {"change": "yes"})
    assert not Match.objects.current().exists()
    client.post(f"{address}/wishes", {"gender": "man", "language": "", "pathway": ""})
    assert "Nobody fits right now" in words(client.get(address))
    assert "Man" in words(client.get(f"{address}/wishes"))


def test_the_waiting_list_starts_with_whoever_waits_longest(client):
    first, second, maya = someone("participant"), someone("participant"), leader()
    pat = coordinator(participant_of(first).program)
    sign_in(client, first).post("/me/choose/leave", {"leave": "yes"})
    ask(second, maya)

    page = words(sign_in(client, pat).get("/program/waiting"))

    assert page.index(first.called) < page.index(second.called)
    assert "Leaves the choice to you." in page
    assert f"{maya.called} was asked on" in page
    assert Look.objects.filter(why="list", page="waiting").count() == 1


def test_nobody_waits(client):
    page = sign_in(client, someone("program_manager")).get("/program/waiting?page=0")

    assert "Nobody waits." in words(page)


def test_a_long_waiting_list_has_pages_and_costs_the_same(client, django_assert_max_num_queries):
    first = someone("participant")
    program = participant_of(first).program
    people = [first, *(someone("participant") for _ in range(51))]
    for each in people:
        RequestForSupport(
            organization=each.organization,
            participant=participant_of(each),
            came_by="phone",
            asked_at=each.created_at,
            due_on="2026-01-06",
        ).save()
    sign_in(client, coordinator(program))

    with django_assert_max_num_queries(16):
        page = client.get("/program/waiting")

    assert words(page).count("Find someone") == 50
    assert words(client.get("/program/waiting?page=2")).count("Find someone") == 2


STRANGERS = ["participant", "peer_leader", "supervisor", "administrator", "evaluator", "coordinator"]


@pytest.mark.parametrize("role", STRANGERS)
def test_to_a_stranger_the_pages_of_a_person_look_like_those_of_nobody(client, role):
    luis, maya = someone("participant"), leader()
    mine = participant_of(luis)
    match = ask(luis, maya)
    sign_in(client, someone(role))

    for real, unknown in (
        (f"/people/{mine.pk}/match", f"/people/{uuid7()}/match"),
        (f"/people/{mine.pk}/match/wishes", f"/people/{uuid7()}/match/wishes"),
        (f"/matches/{match.pk}/answer", f"/matches/{uuid7()}/answer"),
    ):
        seen, nobody = client.get(real), client.get(unknown)
        assert (seen.status_code, nobody.status_code) == (404, 404)
        assert words(seen).replace(str(mine.pk), "").replace(str(match.pk), "")[:200] == words(nobody)[:200]
    for real in (f"/people/{mine.pk}/match/{match.pk}", f"/people/{mine.pk}/match/change"):
        assert client.post(real, {"said": "withdraw"}).status_code == 404
    match.refresh_from_db()
    assert match.ended_on is None


def test_the_neighbours_coordinator_finds_nobody_here(client):
    luis, maya = someone("participant"), leader()
    walk_together(maya, participant_of(luis))
    wish(luis)
    neighbour = OrganizationFactory(slug="neighbour", discreet_name="Next Door")
    sign_in(client, someone("coordinator", organization=neighbour))

    assert client.get(f"/people/{participant_of(luis).pk}/match").status_code == 404
    assert client.get(f"/program/hand-over/{leader_of(maya).pk}").status_code == 404
    assert luis.called not in words(client.get("/program/waiting"))


def test_gender_of_a_peer_leader_is_told_only_when_asked_for(client):
    luis = someone("participant")
    leader(gender="woman")
    sign_in(client, luis)

    assert "Woman" not in words(client.get("/me/choose"))
    client.post("/me/choose/wishes", {"gender": "woman", "language": "", "pathway": ""})
    assert "As asked: Woman" in words(client.get("/me/choose"))
    assert PeerLeader.objects.count() == 1
