"""A consent shrunk yields less on every channel, and what was written down leaves on none (requirements 11 and 12)."""

import re
from html import unescape

import pytest
from django.test import Client

from kinroad.consent.actions.consent import revoke
from kinroad.consent.actions.letter import answer_letter, write_letter
from kinroad.consent.actions.restriction import restrict
from kinroad.consent.actions.supporter import invite
from kinroad.consent.models import Disclosure
from kinroad.consent.rules.draft import Signature
from kinroad.consent.tests.consent_factories import a_consent, a_draft
from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.home.queries.disclosable import parts_of
from kinroad.home.tests.canary import a_canary
from kinroad.people.models import Participant
from kinroad.people.tests.factories import ZONE, sign_in, someone, viewer_of
from kinroad.resources.tests.referral_people import a_place, offered

CANARIES = {
    "name": "Canaryname",
    "contact": "canary@example.org",
    "attendance": "Canarysupper",
    "plan_goals": "Canarygoal",
    "referral": "Canaryhope",
    "notes": "Canarynote",
}
ALL = ("name", "contact", "attendance", "plan_goals", "referral")


@pytest.fixture
def maya(db):
    return someone("peer_leader", called="Maya")


@pytest.fixture
def canary(maya):
    return a_canary(maya)


@pytest.fixture(autouse=True)
def _words_of_papers(monkeypatch):
    """The words of a PDF are those of the page it is drawn from."""
    for view in ("home.views.sharing_out", "resources.views.referral_letter"):
        monkeypatch.setattr(f"kinroad.{view}.pdf_of", str.encode)
    monkeypatch.setattr("kinroad.home.views.sharing_out.can_make_pdf", lambda: True)


def sent(canary, maya, classes, channel):
    consent = a_consent(canary, classes=classes)
    return (
        sign_in(Client(), maya)
        .post(f"/people/{canary.pk}/sharing/{consent.pk}/send", {"classes": classes, "channel": channel})
        .content
    )


def to_a_court(canary, maya, classes, channel):
    facts = {"recipient": "Officer Ortiz", "purpose": "case", "case": "26-117"}
    consent = a_consent(canary, kind="justice", classes=classes, **facts)
    parts = parts_of(canary, classes=ALL, at=now(), zone=ZONE)  # more than it names
    letter = write_letter(id=uuid7(), consent=consent, parts=parts, by=viewer_of(maya), at=now())
    answer_letter(letter=letter, yes=True, by=viewer_of(canary.person), at=now())
    return sign_in(Client(), maya).post(f"/people/{canary.pk}/sharing/letters/{letter.pk}", {"say": channel}).content


def to_a_service(canary, maya, classes, _channel):
    row = offered(canary, maya, how="letter", at=now(), words="Canaryhope", place=a_place(canary))
    a_consent(canary, recipient="Cedar House", purpose="referral", classes=classes)
    return sign_in(Client(), maya).post(f"/people/{canary.pk}/referrals/{row.pk}/tell").content


def to_a_supporter(canary, _maya, classes, _channel):
    draft = a_draft(kind="supporter", classes=classes, recipient_kind="person", recipient="Sara", purpose="stand_by_me")
    by = viewer_of(canary.person)
    _row, secret = invite(
        id=uuid7(), participant=canary, draft=draft, signature=Signature("C", "typed"), language="en", by=by, at=now()
    )
    return Client().post(f"/with/{secret}").content


@pytest.mark.parametrize(
    ("by", "channel", "less"),
    [
        (sent, "page", ("plan_goals",)),
        (sent, "csv", ("attendance",)),
        (sent, "pdf", ("attendance", "plan_goals")),
        (to_a_court, "page", ("attendance",)),
        (to_a_court, "pdf", ("name",)),
        (to_a_service, "pdf", ("referral",)),
        (to_a_supporter, "page", ("okay",)),
    ],
)
def test_security_11_and_12_less_is_less_on_every_channel(canary, maya, by, channel, less):
    said = unescape(by(canary, maya, less, channel).decode())
    row = Disclosure.objects.get()

    # The copy of the consent carries the name it is given in; the parts stand before it.
    parts = re.split(r"Copy of the consent|The consent</h2>|,With |,My name", said)[0]
    assert row.classes == sorted(less)
    for whose, word in CANARIES.items():
        assert (word in parts) == (whose in less), whose
    assert all(word not in said for whose, word in CANARIES.items() if whose not in (*less, "name"))


@pytest.mark.parametrize(
    ("by", "channel", "classes"),
    [
        (sent, "page", ALL[:4]),
        (sent, "csv", ALL[:4]),
        (sent, "pdf", ALL[:4]),
        (to_a_court, "page", ("name", "attendance")),
        (to_a_court, "pdf", ("name", "attendance")),
        (to_a_service, "pdf", ("name", "contact", "referral")),
        (to_a_supporter, "page", ("okay", "plan_goals")),
    ],
)
def test_security_12_no_note_leaves_by_any_of_them(canary, maya, by, channel, classes):
    said = by(canary, maya, classes, channel).decode()

    assert "Canarynote" not in said
    assert "prohibit you from using or disclosing this record" in said
    shown = [each for each in classes if each in CANARIES]
    assert all(CANARIES[each] in unescape(said) for each in shown)


@pytest.mark.parametrize("why", ["ended", "died", "restricted"])
def test_a_link_that_opens_nothing_any_more_is_one_that_never_was(canary, why):
    draft = a_draft(
        kind="supporter", classes=("okay",), recipient_kind="person", recipient="Sara", purpose="stand_by_me"
    )
    by = viewer_of(canary.person)
    row, secret = invite(
        id=uuid7(), participant=canary, draft=draft, signature=Signature("C", "typed"), language="en", by=by, at=now()
    )
    if why == "ended":
        revoke(consent=row.consent, by=by)
    elif why == "died":
        Participant.objects.filter(pk=canary.pk).update(died_on=now().date())
    else:
        restrict(id=uuid7(), participant=canary, recipient="", classes=[], by=by, at=now())

    pages = [
        (code, re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', r"\1", page.text).replace(one, ""))
        for one in (secret, secret[:-20] + "A" * 20)
        for page in [Client().post(f"/with/{one}")]
        for code in [page.status_code]
    ]

    assert pages[0] == pages[1]
    assert not Disclosure.objects.exists()
