"""What is read is what is signed; what leaves is in English; papers show what they should and nothing else."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client

from kinroad.consent.actions.consent import give
from kinroad.consent.actions.legal import write_request
from kinroad.consent.actions.letter import answer_letter, write_letter
from kinroad.consent.actions.restriction import restrict
from kinroad.consent.forms.sharing import ChooseForm
from kinroad.consent.models import Consent, Disclosure
from kinroad.consent.queries.copy import lines_of, mark_of
from kinroad.consent.queries.texts import form_text
from kinroad.consent.rules.draft import Signature
from kinroad.consent.rules.kinds import Kind
from kinroad.consent.rules.parts import Part
from kinroad.consent.tests.consent_factories import a_consent, a_draft
from kinroad.core.forms import new_form_id
from kinroad.core.ids import uuid7
from kinroad.core.time import now, today
from kinroad.home.tests.reading import read
from kinroad.people.tests.factories import sign_in, someone, viewer_of
from kinroad.resources.queries.referral_identity import telling
from kinroad.resources.tests.referral_people import a_place, offered

URL = "/me/sharing/new/specific"
CHOSEN = {
    "recipient_kind": "agency",
    "recipient": "Harbor House",
    "classes": ["name", "plan_goals"],
    "purpose": "my_request",
    "until": "30",
}
NAME = [Part("name", "Name", ("Roger Stone",))]


def test_the_last_day_is_the_one_that_was_read_also_after_midnight(roger):
    day, text = today(roger.organization.zone), form_text(language="en", version="2026-11")
    whose = {"participant": roger, "organization": roger.organization, "text": text}

    def chosen(sent, on):
        form = ChooseForm(sent, kind=Kind.SPECIFIC, text=text, today=on)
        assert form.is_valid()
        return form

    sent = QueryDict(urlencode(CHOSEN, doseq=True))
    monday = chosen(sent, day)
    tuesday = chosen(QueryDict(urlencode(monday.carried)), day + timedelta(days=1))

    assert tuesday.draft == monday.draft
    assert mark_of(lines_of(tuesday.draft, **whose)) == mark_of(lines_of(monday.draft, **whose))


@pytest.mark.parametrize("stale", ["nothing", "words", "language"])
def test_nobody_signs_what_they_did_not_read(phone, roger, stale):
    said = {**read(phone, URL, CHOSEN), "name": "Roger Stone", "id": new_form_id()}
    if stale == "nothing":
        said["read"] = ""
    elif stale == "words":
        said["classes"] = ["name", "plan_goals", "contact"]
    else:
        phone.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"

    page = phone.post(URL, said).text

    assert not Consent.objects.exists()
    assert ("no está como usted lo leyó" if stale == "language" else "not as you read it") in page
    assert 'value="Roger Stone"' in page
    again = re.search(r'name="read" value="([0-9a-f]+)"', page)[1]
    phone.post(URL, {**said, "read": again})
    assert Consent.objects.count() == 1


def a_letter(roger, maya):
    case = a_consent(
        roger, kind="justice", classes=("name", "taking_part"), recipient="Officer Ortiz", purpose="case", case="26-117"
    )
    return write_letter(id=uuid7(), consent=case, parts=NAME, by=viewer_of(maya), at=now())


def test_their_own_letter_speaks_to_them(phone, roger, maya):
    letter = a_letter(roger, maya)
    own = f"/me/sharing/letters/{letter.pk}"

    assert "Waits for your yes" in phone.get(own).text
    answer_letter(letter=letter, yes=False, by=viewer_of(roger.person), at=now())
    page = phone.get(own).text
    assert "You said no" in page
    assert "They said" not in page


def test_the_account_of_what_left_is_in_their_language(phone, roger, maya):
    given = a_consent(roger)
    sign_in(phone, maya).post(f"/people/{roger.pk}/sharing/{given.pk}/send", {"classes": ["name"], "channel": "page"})
    assert Disclosure.objects.get().what == "Name"
    his = sign_in(Client(), roger.person)
    his.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"

    for page in ("/me/disclosures", f"/me/sharing/{given.pk}", f"/me/sharing/{given.pk}/end"):
        assert "Mi nombre" in his.get(page).text


def test_a_drawn_signature_goes_with_the_copy(roger, maya):
    given = give(
        id=uuid7(),
        participant=roger,
        draft=a_draft(),
        signature=Signature("Roger Stone", "drawn", drawn="M10 10 L20 20"),
        language="en",
        by=viewer_of(roger.person),
        at=now(),
    )

    file = sign_in(Client(), maya).post(
        f"/people/{roger.pk}/sharing/{given.pk}/send", {"classes": ["name"], "channel": "page"}
    )

    assert 'd="M10 10 L20 20"' in file.text


def test_a_service_is_told_in_english_whoever_presses_and_never_what_was_asked_to_stay(roger, maya):
    row = offered(roger, maya, how="letter", at=now(), words="A door to close", place=a_place(roger))
    a_consent(roger, recipient="Cedar House", purpose="referral", classes=("name", "referral"))
    hers = sign_in(Client(), maya)
    hers.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    page = f"/people/{roger.pk}/referrals/{row.pk}"

    assert "<strong>Name:</strong> Roger Stone" in hers.get(page).text
    restrict(id=uuid7(), participant=roger, recipient="Cedar House", classes=["name"], by=viewer_of(maya), at=now())
    assert "Roger Stone" not in hers.get(page).text
    hers.post(f"{page}/tell")

    assert Disclosure.objects.get().what == "What they hope for"
    restrict(id=uuid7(), participant=roger, recipient="", classes=[], by=viewer_of(maya), at=now())
    assert telling(row, participant=roger, at=now()) is None


def test_on_paper_the_letter_to_a_court_stands_alone_dated_and_in_english(roger):
    pat = someone("program_manager", organization=roger.organization)
    asked = write_request(
        id=uuid7(), kind="subpoena", came_from="District Court <b>", about="All records of Roger Stone",
        came_on=today(roger.organization.zone), due_on=None, by=viewer_of(pat), at=now(),
    )  # fmt: skip
    hers = sign_in(Client(), pat)
    hers.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"

    page = hers.get(f"/legal/{asked.pk}").text

    kept, letter = page.split('<div class="stack-s" lang="en">')
    letter = letter[: letter.index("</section>")]
    assert "<p>To: District Court &lt;b&gt;</p>" in letter
    assert "neither confirms nor denies" in letter
    assert str(today(roger.organization.zone).year) in letter
    assert "Roger" not in letter
    inside = kept[kept.index('<div class="not-on-paper stack-l">') :]
    assert "All records of Roger Stone" in inside
    assert inside.count("<div") == inside.count("</div>")
