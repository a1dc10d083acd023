"""Taking something back by letter, by phone or in person (42 CFR 2.31(a)(6)); changing what a supporter sees."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kinroad.consent.actions.consent import give
from kinroad.consent.actions.disclose import disclose
from kinroad.consent.actions.supporter import change_view, invite
from kinroad.consent.models import Consent, Revocation, Supporter
from kinroad.consent.queries.consents import get_consent
from kinroad.consent.rules.draft import Signature
from kinroad.consent.rules.kinds import Kind
from kinroad.consent.tests.consent_factories import EVERYTHING, HOUSING, a_consent, a_draft
from kinroad.core.forms import new_form_id
from kinroad.core.ids import uuid7
from kinroad.core.time import as_of, local, now
from kinroad.home.tests.reading import read
from kinroad.people.models import Participant
from kinroad.people.tests.factories import ZONE, see, sign_in, someone, viewer_of

pytestmark = pytest.mark.django_db
SIGNED = Signature("Elizabeth Stone", "typed")


@pytest.fixture
def elizabeth():
    return Participant.objects.get(person=someone("participant", called="Elizabeth", full_name="Elizabeth Stone"))


@pytest.fixture
def maya(elizabeth):
    maya = someone("peer_leader", called="Maya")
    see(maya, elizabeth)
    return maya


def a_sister(elizabeth, classes=("okay", "gatherings")):
    draft = a_draft(
        kind=Kind.SUPPORTER, classes=classes, recipient_kind="person", recipient="My sister", purpose="stand_by_me"
    )
    given = {"participant": elizabeth, "signature": SIGNED, "language": "en", "at": now()}
    return draft, invite(id=uuid7(), draft=draft, by=viewer_of(elizabeth.person), **given)


def write_down(client, elizabeth, at, **facts):
    here = local(at, ZONE)
    given = {"how": "letter", "on": here.date().isoformat(), "clock": f"{here:%H:%M}", **facts}
    return client.post(f"/people/{elizabeth.pk}/sharing/taken-back", given, follow=True)


def test_a_letter_ends_it_from_the_moment_it_reached_us_and_what_left_since_is_said(elizabeth, maya, client):
    reached = now() - timedelta(hours=5)
    with as_of(now() - timedelta(days=2)):
        consent = a_consent(elizabeth)
    leaves = {"consent": consent, "parts": EVERYTHING, "purpose": "my_request", "recipient": HOUSING, "channel": "pdf"}
    disclose(by=viewer_of(maya), **leaves)

    page = write_down(
        sign_in(client, maya), elizabeth, reached, consents=[str(consent.pk)], words="I take it back."
    ).text

    ended = Revocation.objects.get()
    assert (ended.how, ended.words, ended.by_id) == ("letter", "I take it back.", maya.pk)
    assert abs(ended.received_at - reached) < timedelta(minutes=1)
    assert "One thing left after it reached us." in page
    assert get_consent(consent.pk, participant=elizabeth, at=reached + timedelta(minutes=1)).standing == "revoked"
    with pytest.raises(ValidationError, match="taken back"):
        disclose(by=viewer_of(maya), **leaves)
    mine = sign_in(client, elizabeth.person).get(f"/me/sharing/{consent.pk}").text
    assert "I take it back." in mine
    assert "In a letter" in mine


def test_everything_means_also_those_whom_only_they_see(elizabeth, maya, client):
    a_sister(elizabeth)
    a_consent(elizabeth)
    firm = a_consent(elizabeth, kind=Kind.JUSTICE, purpose="case", classes=("name",), case="Case 7", firm=True)
    page = sign_in(client, maya).get(f"/people/{elizabeth.pk}/sharing/taken-back").text
    assert "My sister" not in page

    write_down(client, elizabeth, now() - timedelta(minutes=2), everything="on", how="phone")

    assert Revocation.objects.count() == 2
    assert not Revocation.objects.filter(consent=firm).exists()
    assert Supporter.objects.get().ended_at is not None


@pytest.mark.parametrize("facts", [{"everything": ""}, {"on": "2999-01-01"}, {"how": "pigeon"}, {"clock": ""}])
def test_the_form_says_what_is_missing(facts, elizabeth, maya, client):
    consent = a_consent(elizabeth)
    given = {"consents": [str(consent.pk)]} if "everything" not in facts else {}
    write_down(sign_in(client, maya), elizabeth, now(), **given, **facts)

    assert not Revocation.objects.exists()


def test_what_a_supporter_sees_is_narrower_at_once_and_the_link_stays(elizabeth, client):
    _draft, (supporter, secret) = a_sister(elizabeth)
    before = supporter.consent
    sign_in(client, elizabeth.person).post("/me/sharing/okay")
    address = f"/me/sharing/people/{supporter.pk}/change"
    page = client.get(address).text
    assert 'value="My sister"' in page

    said = {"recipient": "My sister", "classes": ["gatherings"], "until": "30"}
    assert "This is what you sign" in client.post(address, said).text
    client.post(address, {**read(client, address, said), "id": new_form_id(), "name": "Elizabeth Stone"})

    supporter.refresh_from_db()
    assert supporter.consent.classes == ["gatherings"]
    assert supporter.ended_at is None
    assert Revocation.objects.get(consent=before).why == "changed"
    assert "okay today" not in client.post(f"/with/{secret}").text
    gone = {"consent": before, "parts": EVERYTHING, "purpose": "stand_by_me", "recipient": HOUSING}
    with pytest.raises(ValidationError):
        disclose(channel="page", by=viewer_of(elizabeth.person), **gone)


def test_the_same_form_again_changes_it_once_and_nobody_else_changes_it(elizabeth, maya):
    draft, (supporter, _secret) = a_sister(elizabeth)
    id, given = uuid7(), {"supporter": supporter, "signature": SIGNED, "language": "en", "at": now()}
    by = viewer_of(elizabeth.person)
    first = change_view(id=id, draft=draft, by=by, **given)

    assert change_view(id=id, draft=draft, by=by, **given) == first
    with pytest.raises(ValidationError, match="Only you"):
        change_view(id=uuid7(), draft=draft, by=viewer_of(maya), **given)


def test_one_signature_is_for_one_set_of_words(elizabeth, client):
    id, by = uuid7(), viewer_of(elizabeth.person)
    given = {"id": id, "participant": elizabeth, "signature": SIGNED, "language": "en", "by": by, "at": now()}
    first = give(draft=a_draft(), **given)

    assert give(draft=a_draft(), **given) == first
    with pytest.raises(ValidationError, match="signed already"):
        give(draft=a_draft(classes=("name",)), **given)
    assert Consent.objects.count() == 1


def test_the_page_leads_to_what_was_signed(elizabeth, client):
    sign_in(client, elizabeth.person)
    form_id = new_form_id()
    said = {"recipient_kind": "agency", "recipient": "Harbor House", "purpose": "my_request", "until": "30"}
    sign, address = {"id": form_id, "name": "Elizabeth Stone"}, "/me/sharing/new/specific"
    client.post(address, {**read(client, address, {**said, "classes": ["name"]}), **sign})

    page = client.post(address, {**read(client, address, {**said, "classes": ["name", "plan_goals"]}), **sign}).text

    assert "This was signed already" in page
    assert f"/me/sharing/{Consent.objects.get().pk}" in page
