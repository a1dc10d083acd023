from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kinroad.coaching.actions.hand_over import hand_over
from kinroad.coaching.models import Match
from kinroad.coaching.queries.my_news import last_hand_over, my_news
from kinroad.coaching.tests.asking import coordinator, leader, participant_of, wish
from kinroad.coaching.tests.factories import contact_with, leader_of, walk_together
from kinroad.core.ids import uuid7
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.tests.factories import sign_in, someone, viewer_of

pytestmark = pytest.mark.django_db
LATER = date(2026, 3, 9)


def test_a_whole_caseload_changes_hands_and_no_history_is_lost():
    maya, tomas, denise = leader(), leader(), leader()
    aisha, luis = someone("participant"), someone("participant")
    pat = coordinator(participant_of(aisha).program)
    first, second = walk_together(maya, participant_of(aisha)), walk_together(maya, participant_of(luis))
    written = contact_with(maya, participant_of(aisha))

    to = {first.pk: leader_of(tomas).pk, second.pk: leader_of(denise).pk}
    hand_over(peer_leader=leader_of(maya).pk, to=to, on=LATER, by=viewer_of(pat))

    first.refresh_from_db()
    assert (first.ended_on, first.ended, first.started_on) == (LATER, "handed_over", date(2026, 1, 10))
    assert {match.peer_leader_id for match in Match.objects.current()} == set(to.values())
    assert not participants_seen_by(viewer_of(maya)).exists()
    assert list(participants_seen_by(viewer_of(tomas))) == [participant_of(aisha)]
    written.refresh_from_db()
    assert written.peer_leader == leader_of(maya)
    assert last_hand_over(participant_of(aisha), since=date(2026, 3, 1)) == first
    assert last_hand_over(participant_of(aisha), since=date(2026, 3, 10)) is None
    assert my_news(participant_of(aisha), today=date(2026, 4, 8)).handed == first
    assert my_news(participant_of(aisha), today=date(2026, 4, 9)).handed is None


def test_one_refusal_leaves_everybody_where_they_were():
    maya, tomas, denise = leader(), leader(gender="man"), leader()
    aisha, luis = someone("participant"), someone("participant")
    pat = coordinator(participant_of(aisha).program)
    wish(aisha)
    first, second = walk_together(maya, participant_of(aisha)), walk_together(maya, participant_of(luis))

    to = {first.pk: leader_of(tomas).pk, second.pk: leader_of(denise).pk}
    with pytest.raises(ValidationError) as refused:
        hand_over(peer_leader=leader_of(maya).pk, to=to, on=LATER, by=viewer_of(pat))

    assert list(refused.value.message_dict) == [f"to_{first.pk}"]
    assert {match.peer_leader for match in Match.objects.current()} == {leader_of(maya)}


def test_a_caseload_is_never_filled_beyond_its_room():
    maya, tomas = leader(), leader(caseload_limit=1)
    aisha, luis = someone("participant"), someone("participant")
    pat = coordinator(participant_of(aisha).program)
    matches = [walk_together(maya, participant_of(each)) for each in (aisha, luis)]

    to = {match.pk: leader_of(tomas).pk for match in matches}
    with pytest.raises(ValidationError):
        hand_over(peer_leader=leader_of(maya).pk, to=to, on=LATER, by=viewer_of(pat))


def test_both_must_have_said_yes_and_the_list_must_still_be_true():
    maya, tomas, pat = leader(), leader(), someone("coordinator")

    with pytest.raises(ValidationError, match="tick that both said yes"):
        hand_over(peer_leader=leader_of(maya).pk, to={}, on=LATER, by=viewer_of(pat), both_said_yes=False)
    to = {uuid7(): leader_of(tomas).pk}
    with pytest.raises(ValidationError, match="changed meanwhile"):
        hand_over(peer_leader=leader_of(maya).pk, to=to, on=LATER, by=viewer_of(pat))


def test_the_page_hands_over_whom_the_coordinator_chose_and_leaves_the_rest(client):
    maya, tomas = leader(), leader()
    aisha, luis = someone("participant"), someone("participant")
    pat = coordinator(participant_of(aisha).program)
    first, second = walk_together(maya, participant_of(aisha)), walk_together(maya, participant_of(luis))
    address = f"/program/hand-over/{leader_of(maya).pk}"

    page = sign_in(client, pat).get(address)
    assert aisha.called in page.content.decode()
    nothing = client.post(address, {"both_said_yes": "on"})
    assert "at least one person" in nothing.content.decode()
    done = client.post(address, {f"to_{first.pk}": leader_of(tomas).pk, "both_said_yes": "on"})

    assert done.status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.ended, second.ended_on) == ("handed_over", None)


def test_a_refusal_stands_beside_the_person_it_is_about(client):
    maya, tomas, aisha = leader(), leader(gender="man"), someone("participant")
    pat = coordinator(participant_of(aisha).program)
    wish(aisha)
    match = walk_together(maya, participant_of(aisha))

    page = sign_in(client, pat).post(
        f"/program/hand-over/{leader_of(maya).pk}", {f"to_{match.pk}": leader_of(tomas).pk, "both_said_yes": "on"}
    )

    assert page.status_code == 200
    assert "This is not what they asked for" in page.content.decode()
