from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from kinroad.coaching.actions.check_in_link import answer_by_link, make_link, send_link
from kinroad.coaching.actions.check_in_rhythm import ask_who_is_due, set_rhythm
from kinroad.coaching.actions.reading_times import set_reading_times
from kinroad.coaching.models import CheckIn, CheckInLink, CheckInRhythm, ReadingTimes
from kinroad.coaching.tests.factories import walk_together
from kinroad.core.forms import new_form_id
from kinroad.core.ids import uuid7
from kinroad.notifications.actions.permission import give, withdraw
from kinroad.notifications.models import Outgoing
from kinroad.people.models import Participant
from kinroad.people.tests.factories import ParticipantFactory, sign_in, someone, viewer_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)  # a Friday in Denver


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya")


@pytest.fixture
def luis(maya):
    luis = ParticipantFactory(person__called="Luis", person__phone="+13035550163")
    walk_together(maya, luis)
    return luis


def allow_texts(maya, luis):
    give(participant=luis, kinds=["text"], wording="You may text me", by=viewer_of(maya), at=NOON)


def link_of(maya, luis, at=NOON):
    return make_link(participant=luis, by=viewer_of(maya), at=at)[1]


@time_machine.travel(NOON, tick=False)
def test_a_link_answers_once_without_a_name_on_the_page(client, maya, luis):
    address = f"/check-in/{link_of(maya, luis)}"
    page = client.get(address).text
    assert "Luis" not in page
    assert "<title>How are you? · Juniper Street</title>" in page
    assert not CheckIn.objects.exists(), "opening it changes nothing"

    form = {"id": new_form_id(), "feeling": "2", "wanted": "call"}
    thanks = client.post(address, form).text

    assert "Thank you for telling us" in thanks
    row = CheckIn.objects.get()
    assert (row.participant_id, row.came_by, row.feeling, row.state) == (luis.pk, "link", 2, "open")
    assert "Thank you for telling us" in client.post(address, form).text, "a second press meets the first"
    assert "This link is closed" in client.get(address).text
    assert "This link is closed" in client.post(address, {**form, "id": new_form_id()}).text
    assert CheckIn.objects.count() == 1


@time_machine.travel(NOON, tick=False)
def test_a_link_speaks_the_participants_language_unless_this_browser_was_told_another(client, settings, maya):
    ana = ParticipantFactory(person__called="Ana", person__languages=["es", "en"])
    walk_together(maya, ana)
    address = f"/check-in/{link_of(maya, ana)}"

    assert "¿Cómo está" in client.get(address, headers={"accept-language": "en-US"}).text
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "How are you?" in client.get(address).text
    client.cookies.clear()
    assert "Gracias" in client.post(address, {"id": new_form_id(), "feeling": "4"}).text


def test_a_link_grows_old_and_a_new_one_takes_its_place(client, maya, luis):
    with time_machine.travel(NOON, tick=False):
        first, second = link_of(maya, luis), link_of(maya, luis)
        assert "This link is closed" in client.get(f"/check-in/{first}").text
        assert "How are you?" in client.get(f"/check-in/{second}").text
        assert "This link is closed" in client.get(f"/check-in/{'x' * 43}").text
    with time_machine.travel(NOON + timedelta(hours=73), tick=False):
        assert "This link is closed" in client.get(f"/check-in/{second}").text


def test_only_the_hash_is_kept(maya, luis):
    secret = link_of(maya, luis)

    assert len(secret) == 43
    assert secret not in CheckInLink.objects.get().secret_hash


def test_after_support_has_ended_a_link_answers_nothing(maya, luis):
    secret = link_of(maya, luis)
    luis.episodes.update(ended_on=NOON.date(), reason="done")

    with pytest.raises(ValidationError, match="no support from us"):
        answer_by_link(secret=secret, id=uuid7(), at=NOON, feeling=3)
    with pytest.raises(ValidationError, match="no support from us"):
        make_link(participant=luis, by=viewer_of(maya), at=NOON)
    assert not CheckIn.objects.exists()


def test_it_goes_by_text_only_when_they_allow_it(maya, luis):
    with pytest.raises(ValidationError, match="have not said yes"):
        send_link(participant=luis, by=viewer_of(maya), at=NOON)
    allow_texts(maya, luis)

    assert send_link(participant=luis, by=viewer_of(maya), at=NOON) == "text"

    sent = Outgoing.objects.get()
    assert (sent.channel, sent.words) == ("text", "how_are_you")
    assert sent.link.startswith("/check-in/")


@time_machine.travel(NOON, tick=False)
def test_staff_send_it_with_one_tap_or_show_it_with_a_picture(client, maya, luis):
    sign_in(client, maya)
    refused = client.post(f"/people/{luis.pk}/check-ins/link", {"way": "send"}).text
    assert "They have not said yes to texts or e-mail." in refused
    allow_texts(maya, luis)

    sent = client.post(f"/people/{luis.pk}/check-ins/link", {"way": "send"}, follow=True).text
    shown = client.post(f"/people/{luis.pk}/check-ins/link", {"way": "show"}).text

    assert "The text is on its way." in sent
    assert "data:image/svg+xml;base64," in shown
    assert "http://testserver/check-in/" in shown


def rhythm(maya, luis, **facts):
    return set_rhythm(participant=luis, by=viewer_of(maya), at=NOON, **{"weeks": 1, "weekday": 6, "hour": 10, **facts})


def test_the_question_goes_out_once_when_it_is_due(maya, luis):
    allow_texts(maya, luis)
    row = rhythm(maya, luis)
    sunday = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
    assert row.due_at == sunday

    assert ask_who_is_due(at=sunday - timedelta(minutes=1)) == 0
    assert ask_who_is_due(at=sunday) == 1
    assert ask_who_is_due(at=sunday + timedelta(minutes=1)) == 0

    assert Outgoing.objects.count() == 1
    assert CheckInRhythm.objects.get().due_at == sunday + timedelta(days=7)


def test_the_hour_stays_the_hour_when_the_clocks_change(maya, luis):
    allow_texts(maya, luis)
    before = datetime(2027, 3, 8, 12, 0, tzinfo=UTC)
    CheckInRhythm.objects.filter(pk=rhythm(maya, luis).pk).update(due_at=before)
    ask_who_is_due(at=before)

    assert CheckInRhythm.objects.get().due_at == datetime(2027, 3, 14, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize("why", ["stopped", "ended", "died", "late", "none"])
def test_nobody_is_asked_who_should_not_be(maya, luis, why):
    allow_texts(maya, luis)
    row = rhythm(maya, luis, weeks=0 if why == "none" else 1)
    due = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
    if why == "stopped":
        withdraw(participant=luis, kinds=["text"], by=viewer_of(maya), at=NOON)
    if why == "ended":
        luis.episodes.update(ended_on=NOON.date(), reason="done")
    if why == "died":
        Participant.objects.filter(pk=luis.pk).update(died_on=date(2026, 11, 21))

    assert ask_who_is_due(at=due + timedelta(hours=13 if why == "late" else 0)) == 0

    assert not Outgoing.objects.exists()
    assert not CheckInLink.objects.exists()
    row.refresh_from_db()
    assert row.due_at is None or row.due_at > due


@time_machine.travel(NOON, tick=False)
def test_the_participant_chooses_when_we_ask(client, maya):
    luis = someone("participant", called="Luis")
    page = sign_in(client, luis).post("/me/check-ins/asking", {"weeks": "2", "weekday": "4", "hour": "18"}, follow=True)

    assert "Next: Friday, November 20, 6:00" in page.text.replace("\u00a0", " ")
    assert "Choose how often." in client.post("/me/check-ins/asking", {"weekday": "4", "hour": "18"}).text


def test_the_administrator_says_when_somebody_reads(client):
    ada, ivo = someone("administrator"), someone("peer_leader", called="Ivo")
    sign_in(client, ada)
    sent = {"from_0": "09:00", "until_0": "17:00", "closed": "12/25\n11/26/2026", "on_call": str(ivo.pk)}

    client.post("/settings/reading", sent)

    times = ReadingTimes.objects.get()
    assert (times.week, times.closed, times.on_call_id) == ({"0": ["09:00", "17:00"]}, ["12-25", "2026-11-26"], ivo.pk)
    page = client.get("/settings/reading").text
    assert "11/26/2026" in page
    assert '<option value="09:00" selected>' in page
    wrong = client.post("/settings/reading", {**sent, "until_0": "08:00", "closed": "Christmas"}).text
    assert "Enter when it begins" in wrong
    assert "“Christmas” is no day." in wrong


def test_a_coordinator_on_call_finds_it_on_program(client):
    pat, luis = someone("coordinator", called="Pat"), someone("participant", called="Luis")
    walk_together(someone("peer_leader"), Participant.objects.get(person=luis))
    set_reading_times(week={}, closed=[], on_call=pat.pk, by=viewer_of(someone("administrator")))

    with time_machine.travel(NOON, tick=False):
        sign_in(client, luis).post("/check-in", {"id": new_form_id(), "wanted": "need"})
        page = sign_in(client, pat).get("/program").text

    assert "Needs someone soon." in page


def test_who_does_not_work_here_is_not_on_call():
    ada, stranger = viewer_of(someone("administrator")), someone("participant")

    with pytest.raises(ValidationError, match="works here"):
        set_reading_times(week={}, closed=[], on_call=stranger.pk, by=ada)
