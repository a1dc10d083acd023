from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from kinroad.audit.models import Change
from kinroad.coaching.actions.check_in import answer_check_in, check_in, set_shared, share_words
from kinroad.coaching.actions.on_call import tell
from kinroad.coaching.actions.reading_times import set_reading_times
from kinroad.coaching.models import CheckIn, Recurrence
from kinroad.coaching.queries.check_in import lines_for_nobody, lines_of, shared_check_ins
from kinroad.coaching.tests.factories import contact_with, leader_of, walk_together
from kinroad.core.forms import new_form_id
from kinroad.core.ids import uuid7
from kinroad.people.models import CircleRow, Participant
from kinroad.people.tests.factories import (
    ParticipantFactory,
    ProgramFactory,
    coordinate,
    sign_in,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)  # a Friday in Denver
NIGHT = NOON + timedelta(hours=10)
WEEKDAYS = {str(day): ("09:00", "17:00") for day in range(5)}


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya")


@pytest.fixture
def luis(maya):
    luis = someone("participant", called="Luis")
    walk_together(maya, own(luis))
    return luis


@pytest.fixture
def reading(luis):
    def write(on_call=None):
        by = viewer_of(someone("administrator"))
        return set_reading_times(week=WEEKDAYS, closed=["2026-11-26"], on_call=on_call and on_call.pk, by=by)

    write()
    return write


def own(person):
    return Participant.objects.get(person=person)


def say(person, at=NOON, **answers):
    mine = own(person)
    return check_in(id=answers.pop("id", uuid7()), participant=mine, by=viewer_of(person), at=at, **answers)


def asks(person, at=NOON):
    return [line.asks for line in lines_of(viewer_of(person), day=at.date(), at=at)]


def test_nobody_is_troubled_by_a_good_week(maya, luis):
    row = say(luis, feeling=4, week="good", helps=["ride"])

    assert row.state == ""
    assert not asks(maya)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"wanted": "call"}, ("call",)),
        ({"week": "struggling", "helps": ["home"]}, ("help",)),
        ({"week": "used"}, ("used",)),
        ({"week": "used", "wanted": "need"}, ("need", "used")),
    ],
)
def test_what_asks_for_someone_stands_on_today_at_once(maya, luis, answers, expected):
    say(luis, **answers)

    assert asks(maya) == [expected]


@time_machine.travel(NOON, tick=False)
def test_today_says_it_and_one_tap_closes_it(client, maya, luis):
    row = say(luis, wanted="call")
    page = sign_in(client, maya).get("/today").text
    assert "Would like a call." in page
    assert f"/check-ins/{row.pk}" in page

    client.post(f"/check-ins/{row.pk}", {"outcome": "left_word"})

    row.refresh_from_db()
    assert (row.state, row.outcome, row.closed_by_id) == ("closed", "left_word", maya.pk)
    assert "Would like a call." not in client.get("/today").text


def test_a_contact_closes_what_was_asked_before_it(maya, luis):
    before, after = say(luis, wanted="call"), say(luis, wanted="call", at=NOON + timedelta(hours=3))

    contact_with(maya, own(luis), started_at=NOON + timedelta(hours=1))

    before.refresh_from_db()
    after.refresh_from_db()
    assert (before.state, before.outcome) == ("closed", "reached")
    assert after.state == "open"


def test_it_can_be_handed_to_another_and_leaves_ones_own_list(maya, luis):
    pat = someone("coordinator", called="Pat")
    coordinate(pat, ProgramFactory())
    row = say(luis, wanted="call")

    with pytest.raises(ValidationError, match="Choose who"):
        answer_check_in(check_in=row, outcome="handed", by=viewer_of(maya), at=NOON)
    answer_check_in(check_in=row, outcome="handed", by=viewer_of(maya), at=NOON, to=pat)

    assert not asks(maya)
    assert [line.asks for line in lines_for_nobody(viewer_of(pat), day=NOON.date(), at=NOON)] == [("call",)]


def test_without_a_peer_leader_or_after_a_day_it_is_the_coordinators(maya, luis):
    pat = someone("coordinator", called="Pat")
    coordinate(pat, ProgramFactory())
    say(luis, wanted="call")

    def theirs(at):
        return lines_for_nobody(viewer_of(pat), day=at.date(), at=at)

    assert not theirs(NOON)
    assert theirs(NOON + timedelta(hours=25))
    leader = leader_of(maya)
    leader.state = "break"
    leader.save()
    assert theirs(NOON)


def test_at_night_it_goes_to_the_person_on_call_and_only_as_long_as_it_is_open(luis, reading):
    ivo = someone("peer_leader", called="Ivo", email="ivo@example.org")
    reading(on_call=ivo)

    row = say(luis, at=NIGHT, week="used")

    assert asks(ivo, at=NIGHT) == [("used",)]
    assert CircleRow.objects.filter(person=ivo, participant=own(luis), why="on_call", ended_at=None).exists()
    answer_check_in(check_in=row, outcome="reached", by=viewer_of(ivo), at=NIGHT)
    assert not CircleRow.objects.filter(person=ivo, ended_at=None).exists()


def test_the_note_to_the_person_on_call_gives_nothing_away(luis, reading, mailoutbox):
    ivo = someone("peer_leader", called="Ivo", email="ivo@example.org")
    reading(on_call=ivo)
    row = say(luis, at=NIGHT, wanted="need")

    assert tell(row.pk)

    (message,) = mailoutbox
    assert (message.subject, message.to) == ("Juniper Street", ["ivo@example.org"])
    assert "Luis" not in message.body
    assert "used" not in message.body
    answer_check_in(check_in=row, outcome="reached", by=viewer_of(ivo), at=NIGHT)
    assert not tell(row.pk)


def test_who_says_they_used_is_reached_out_to(luis):
    row = say(luis, week="used")

    told = Recurrence.objects.get()
    assert (told.participant_id, told.told, told.told_at) == (row.participant_id, "check_in", NOON)


@pytest.mark.parametrize(("at", "answers"), [(NOON, {"week": "used"}), (NIGHT, {"wanted": "call"})])
def test_nobody_is_woken_for_less(luis, reading, at, answers):
    reading(on_call=someone("peer_leader", called="Ivo"))

    assert say(luis, at=at, **answers).on_call is None


def test_private_words_are_nobodys(client, maya, luis):
    say(luis, wanted="call", words="My sister found the pills.", words_for_me=True, shared=True)
    sign_in(client, maya)

    pages = [client.get(url).text for url in ("/today", f"/people/{own(luis).pk}/check-ins")]
    pages.append(client.get(f"/check-ins/{CheckIn.objects.get().pk}").text)

    assert not any("sister" in page for page in pages)
    assert "sister" in sign_in(client, luis).get("/me/check-ins").text
    assert b"sister" not in bytes(CheckIn.objects.values_list("own_words", flat=True)[0])


def test_words_kept_can_be_shared_later(client, maya, luis):
    row = say(luis, feeling=2, words="It was my birthday.", words_for_me=True)
    assert not shared_check_ins(own(luis))

    sign_in(client, luis).post(f"/me/check-ins/{row.pk}/share", {"share": "words"})

    assert [each.words for each in shared_check_ins(own(luis))] == ["It was my birthday."]
    set_shared(check_in=row, shared=False, by=viewer_of(luis))
    assert not shared_check_ins(own(luis))
    share_words(check_in=row, by=viewer_of(luis))
    assert Change.objects.filter(what="check_in.shared").count() == 2


def test_what_is_not_shared_tells_only_that_they_ask(maya, luis):
    say(luis, feeling=1, week="struggling", helps=["home"], wanted="call", words="Just for us.")

    (told,) = shared_check_ins(own(luis))

    assert (told.feeling, told.week, told.words) == (None, "", "")
    assert told.asks == ["call", "help"]


def test_an_empty_answer_and_one_after_support_ended_are_refused(luis):
    with pytest.raises(ValidationError, match="Answer one question"):
        say(luis)
    own(luis).episodes.update(ended_on=NOON.date(), reason="done")
    with pytest.raises(ValidationError, match="no support from us"):
        say(luis, feeling=3)


def test_a_second_press_is_the_same_answer_and_nobody_elses(luis):
    same = uuid7()
    assert say(luis, id=same, wanted="call") == say(luis, id=same, wanted="call")
    with pytest.raises(ValidationError, match="too old"):
        check_in(id=same, participant=ParticipantFactory(), by=viewer_of(luis), at=NOON, feeling=3)


@pytest.mark.parametrize(
    ("at", "answers", "said"),
    [
        (NOON, {"wanted": "call"}, "A person reads this today, before 5:00"),
        (NIGHT, {"wanted": "call"}, "A person reads this Monday, November 23, after 9:00"),
        (NIGHT, {"week": "used"}, "Nobody here is on call before that."),
    ],
)
def test_the_answer_says_when_a_person_reads_it(client, luis, reading, at, answers, said):
    with time_machine.travel(at, tick=False):
        sign_in(client, luis)
        page = client.post("/check-in", {"id": new_form_id(), **answers}, follow=True).text

    assert said in page.replace("&nbsp;", " ").replace("\u00a0", " ")
    assert "988" in page
    assert ("Spray naloxone" in page) == ("week" in answers)


def test_without_hours_nothing_is_promised(client, luis):
    with time_machine.travel(NOON, tick=False):
        page = sign_in(client, luis).post("/check-in", {"id": new_form_id(), "wanted": "need"}, follow=True).text

    assert "We cannot say when a person reads this" in page


def test_a_family_member_is_asked_another_question(client, luis):
    mine = own(luis)
    mine.kind = "family"
    mine.save()

    page = sign_in(client, luis).get("/check-in").text

    assert "How are you holding up this week?" in page
    assert "I used" not in page
    refused = client.post("/check-in", {"id": new_form_id(), "week": "used"}).text
    assert "check_in_answered" not in refused
    assert not CheckIn.objects.exists()


def test_my_answers_over_time_have_a_picture_and_a_table(client, luis):
    for days, feeling in ((9, 2), (5, 3), (1, 4)):
        say(luis, at=NOON - timedelta(days=days), feeling=feeling)

    page = sign_in(client, luis).get("/me/check-ins").text

    assert page.count('class="bar"') == 3
    assert "So-so" in page


def test_the_number_of_answers_costs_no_query(maya, luis, django_assert_num_queries):
    viewer = viewer_of(maya)
    for _ in range(3):
        say(luis, wanted="call")

    with django_assert_num_queries(1):
        assert len(lines_of(viewer, day=NOON.date(), at=NOON)) == 3


@pytest.mark.parametrize("role", ["peer_leader", "supervisor", "coordinator", "administrator"])
def test_nobody_else_finds_it(client, luis, role):
    row = say(luis, wanted="call")
    sign_in(client, someone(role))

    assert client.get(f"/check-ins/{row.pk}").status_code == 404
    assert client.post(f"/check-ins/{row.pk}", {"outcome": "reached"}).status_code == 404
    assert client.get(f"/people/{own(luis).pk}/check-ins").status_code == 404
