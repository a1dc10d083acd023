"""Exactly what a consent names leaves, in every way in which it can leave."""

import re
from html import unescape

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinroad.coaching.models import WarmHandOff
from kinroad.consent.models import Disclosure
from kinroad.consent.queries.texts import notice_text
from kinroad.consent.rules.classes import OPEN, DataClass
from kinroad.consent.rules.kinds import Kind
from kinroad.consent.rules.parts import within
from kinroad.consent.tests.consent_factories import a_consent
from kinroad.core.time import now
from kinroad.design.paper import can_make_pdf
from kinroad.home.queries.disclosable import parts_of
from kinroad.home.tests.canary import a_canary, a_goal
from kinroad.people.tests.factories import ZONE, sign_in, someone

CANARIES = {
    DataClass.NAME: "Canaryname",
    DataClass.CONTACT: "canary@example.org",
    DataClass.ATTENDANCE: "Canarysupper",
    DataClass.CONTACTS: "March 4, 2026: Phone",
    DataClass.PLAN_GOALS: "Canarygoal",
    DataClass.REFERRAL: "Attorney or legal aid",
    DataClass.NOTES: "Canarynote",
    DataClass.TAKING_PART: "Since January 5, 2026",
}
"""What stands in a record, by the class it belongs to, and nowhere else in it."""


@pytest.fixture
def maya(db):
    return someone("peer_leader", called="Maya")


@pytest.fixture
def canary(maya):
    participant = a_canary(maya)
    WarmHandOff(
        organization=participant.organization,
        participant=participant,
        to="attorney",
        how="called",
        made_on=now().date(),
        follow_up_on=now().date(),
    ).save()
    return participant


def said(parts):
    return "\n".join("\n".join(part.lines) for part in parts)


def test_security_11_each_class_says_its_own_and_nothing_of_another(canary):
    for data_class in DataClass:
        words = said(parts_of(canary, classes=[data_class], at=now(), zone=ZONE))
        for whose, word in CANARIES.items():
            assert (word in words) == (whose == data_class), (data_class, whose)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.sampled_from(sorted(OPEN))), st.data())
def test_security_11_shrinking_a_consent_yields_a_subset(canary, classes, data):
    fewer = data.draw(st.sets(st.sampled_from(sorted(classes)))) if classes else set()
    much = parts_of(canary, classes=classes, at=now(), zone=ZONE)
    less = parts_of(canary, classes=fewer, at=now(), zone=ZONE)

    assert set(less) <= set(much)
    assert set(less) == set(within(much, fewer))


def plain(words):
    return re.sub(r"\W+", " ", words).strip()


@pytest.mark.parametrize("channel", ["page", "csv", "pdf"])
def test_security_10_and_11_in_every_channel_the_notice_goes_along_and_nothing_else_does(
    client, canary, maya, channel, monkeypatch
):
    if channel == "pdf":  # the words are those of the page the PDF is drawn from
        monkeypatch.setattr("kinroad.home.views.sharing_out.can_make_pdf", lambda: True)
        monkeypatch.setattr("kinroad.home.views.sharing_out.pdf_of", str.encode)
    consent = a_consent(canary, classes=("name", "plan_goals", "attendance"))
    sign_in(client, maya)

    # Asked for more than the consent names, and for less.
    url = reverse("home:sharing_send", args=[canary.pk, consent.pk])
    refused = client.post(url, {"classes": ["name", "notes"], "channel": channel})
    answer = client.post(url, {"classes": ["name", "plan_goals"], "channel": channel})

    assert "attachment" not in refused.headers.get("Content-Disposition", "")
    assert answer["Content-Disposition"] == f'attachment; filename="page.{"html" if channel == "page" else channel}"'
    words = plain(unescape(answer.content.decode()))
    for whose, word in CANARIES.items():
        wanted = whose in (DataClass.NAME, DataClass.PLAN_GOALS)
        assert (plain(word) in words) == wanted, whose
    assert plain(notice_text(on=now().date()).statements[0])[:400] in words
    for label, line in consent.copy:
        assert plain(label) in words
        assert all(plain(each) in words for each in line.split("\n"))
    row = Disclosure.objects.get()
    assert (row.classes, row.channel, row.by) == (["name", "plan_goals"], channel, maya)


def test_security_12_a_note_leaves_under_its_own_consent_alone(client, canary, maya):
    care = a_consent(
        canary,
        kind=Kind.TPO,
        purpose="tpo",
        classes=tuple(sorted(OPEN)),
        recipient_kind="class",
        recipient_class="tpo",
        no_end=True,
        expires_on=None,
    )
    own = a_consent(canary, kind=Kind.PRIVATE, classes=("notes",))
    sign_in(client, maya)

    def left(consent, **more):
        url = reverse("home:sharing_send", args=[canary.pk, consent.pk])
        return client.post(url, {"classes": consent.classes, "channel": "csv", **more}).content.decode()

    assert "Canarynote" not in left(care, to="Dr. Lee", of_class="treating")
    assert "Canarynote" in left(own)


@pytest.mark.skipif(not can_make_pdf(), reason="Pango is not installed here.")
def test_what_leaves_on_paper_is_a_pdf_without_a_name_in_its_file_name(client, canary, maya):
    consent = a_consent(canary)
    sign_in(client, maya)

    answer = client.post(
        reverse("home:sharing_send", args=[canary.pk, consent.pk]), {"classes": ["name"], "channel": "pdf"}
    )

    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == 'attachment; filename="page.pdf"'


def test_a_line_that_a_spreadsheet_would_calculate_is_words(client, canary, maya):
    a_goal(canary, "=1+1")
    consent = a_consent(canary, classes=("plan_goals",))
    sign_in(client, maya)

    answer = client.post(
        reverse("home:sharing_send", args=[canary.pk, consent.pk]), {"classes": ["plan_goals"], "channel": "csv"}
    )

    assert "'=1+1" in answer.content.decode()
    assert ",=1+1" not in answer.content.decode()
