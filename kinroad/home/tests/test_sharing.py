"""What I share: built on a phone, seen before it is signed, taken back in one press."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from kinroad.audit.models import Look
from kinroad.consent.actions.letter import answer_letter
from kinroad.consent.models import Consent, Disclosure, Letter, Okay, Revocation, Supporter
from kinroad.consent.rules.kinds import Kind
from kinroad.consent.tests.consent_factories import a_consent
from kinroad.core.forms import new_form_id
from kinroad.core.time import now
from kinroad.design.paper import can_make_pdf
from kinroad.home.tests.reading import read
from kinroad.notifications.models import Outgoing
from kinroad.people.tests.factories import sign_in, viewer_of

CHOSEN = {
    "recipient_kind": "agency",
    "recipient": "Harbor House",
    "classes": ["name", "plan_goals"],
    "purpose": "my_request",
    "until": "90",
}
STANDS_BY = {"recipient": "My sister", "classes": ["okay"], "until": "90"}


def signed(client, url, chosen, **more):
    said = read(client, url, {**chosen, **{name: each for name, each in more.items() if name not in ("id", "name")}})
    return client.post(url, {**said, "name": "Roger Stone", "id": new_form_id(), **more})


def at(name, *args):
    return reverse(f"home:{name}", args=args)


def test_he_sees_exactly_what_they_would_see_and_what_he_signs_before_anything_is_kept(phone):
    page = phone.post(at("me_sharing_kind", "specific"), CHOSEN).text

    assert "Roger Stone" in page
    assert "This is what they would see today" in page
    assert "I do not have to sign." in page
    assert "may not pass it on" in page
    assert not Consent.objects.exists()


def test_he_signs_and_has_his_copy_at_once(phone, roger):
    answer = signed(phone, at("me_sharing_kind", "specific"), CHOSEN)

    consent = Consent.objects.get()
    assert answer.headers["Location"] == at("me_sharing_one", consent.pk)
    assert (consent.method, consent.classes, consent.participant) == ("typed", ["name", "plan_goals"], roger)
    assert "Harbor House" in phone.get(at("me_sharing")).text
    if can_make_pdf():
        assert phone.get(at("me_sharing_paper", consent.pk)).content.startswith(b"%PDF")


def test_without_a_name_nothing_is_signed_and_nothing_is_lost(phone):
    page = signed(phone, at("me_sharing_kind", "specific"), CHOSEN, name="").text

    assert "Sign with your name, or go back." in page
    assert 'value="Harbor House"' in page
    assert not Consent.objects.exists()


def test_he_can_change_something_before_he_signs(phone):
    page = phone.post(at("me_sharing_kind", "specific"), {**CHOSEN, "again": "1"}).text

    assert 'value="Harbor House"' in page
    assert "Look at it first" in page
    assert page.count(" checked") >= 4


def test_what_may_not_stand_together_is_said_beside_it(phone):
    page = phone.post(at("me_sharing_kind", "specific"), {**CHOSEN, "until": "day"}).text

    assert "Enter the last day." in page


@pytest.mark.parametrize("kind", [each.value for each in Kind])
def test_every_kind_has_its_page_in_both_languages(phone, kind):
    for language in ("en", "es"):
        answer = phone.get(at("me_sharing_kind", kind), headers={"accept-language": language})
        assert answer.status_code == 200
    assert phone.get(at("me_sharing_kind", "something")).status_code == 404


def test_a_case_asks_for_its_condition(phone):
    case = {**CHOSEN, "classes": ["name", "absence"], "case": "Case 7"}
    url = at("me_sharing_kind", "justice")

    refused = phone.post(url, case).text
    firm = phone.post(url, {**case, "condition": "on", "firm": "on"}).text

    assert "only for a case that asks you to take part" in refused
    assert "You cannot take this one back before its end" in firm


def test_he_takes_it_back_in_one_press_and_sees_what_relied_on_it(phone, roger, maya):
    consent = a_consent(roger)
    sign_in(Client(), maya).post(at("sharing_send", roger.pk, consent.pk), {"classes": ["name"], "channel": "csv"})

    before = phone.get(at("me_sharing_end", consent.pk)).text
    phone.post(at("me_sharing_end", consent.pk))

    assert "Harbor House" in before
    assert "As a table" in before
    assert Revocation.objects.get().consent == consent
    assert "Nothing more is shared." in phone.get(at("me_sharing_one", consent.pk)).text
    refused = sign_in(Client(), maya).post(
        at("sharing_send", roger.pk, consent.pk), {"classes": ["name"], "channel": "csv"}
    )
    assert "This consent was taken back." in refused.text
    assert Disclosure.objects.count() == 1


def test_beside_him_he_signs_on_paper_and_she_is_the_witness(roger, maya):
    beside = sign_in(Client(), maya)
    signed(beside, at("sharing_kind", roger.pk, "specific"), CHOSEN, on_paper="on")

    consent = Consent.objects.get()
    assert (consent.method, consent.witness) == ("paper", maya)
    assert "Maya" in beside.get(at("sharing_one", roger.pk, consent.pk)).text
    assert Look.objects.filter(participant_id=roger.pk, page="sharing").exists()


def test_beside_him_nobody_invites_or_sees_who_stands_by_him(phone, roger, maya):
    page_of(Client(), link_in(signed(phone, at("me_sharing_kind", "supporter"), STANDS_BY)))
    beside = sign_in(Client(), maya)
    consent = Consent.objects.get()

    assert beside.get(at("sharing_kind", roger.pk, "supporter")).status_code == 404
    assert beside.get(at("sharing_one", roger.pk, consent.pk)).status_code == 404
    assert "My sister" not in beside.get(at("sharing", roger.pk)).text
    assert "My sister" not in beside.get(at("disclosures", roger.pk)).text
    assert "My sister" in phone.get(at("me_disclosures")).text


# A letter for a case


def a_letter(roger, maya, classes=("name", "taking_part", "absence"), **facts):
    consent = a_consent(roger, kind=Kind.JUSTICE, purpose="case", case="Case 7", classes=classes, **facts)
    beside = sign_in(Client(), maya)
    beside.post(at("sharing_write", roger.pk, consent.pk), {"classes": ["name", "taking_part"], "id": new_form_id()})
    return beside, Letter.objects.get()


def test_a_letter_leaves_only_after_he_read_it_and_said_yes(phone, roger, maya):
    beside, letter = a_letter(roger, maya)
    url = at("sharing_letter", roger.pk, letter.pk)

    too_soon = beside.post(url, {"say": "page"})
    waiting = phone.get(at("me")).text
    phone.post(at("me_sharing_letter", letter.pk), {"say": "yes"})
    left = beside.post(url, {"say": "page"})
    twice = beside.post(url, {"say": "page"})

    assert "They read a letter first" in too_soon.text
    assert "A letter waits for you to read it" in waiting
    assert "Roger Stone" in left.text
    assert "attachment" in left.headers["Content-Disposition"]
    assert "attachment" not in twice.headers.get("Content-Disposition", "")
    assert Disclosure.objects.get() == Letter.objects.get().disclosure


def test_days_he_did_not_come_are_never_told_unless_the_consent_says_so(roger, maya):
    consent = a_consent(roger, kind=Kind.JUSTICE, purpose="case", case="Case 7", classes=("name",))
    beside = sign_in(Client(), maya)

    page = beside.get(at("sharing_write", roger.pk, consent.pk)).text
    refused = beside.post(
        at("sharing_write", roger.pk, consent.pk), {"classes": ["name", "absence"], "id": new_form_id()}
    )

    assert "did not come" not in page
    assert refused.status_code == 200
    assert not Letter.objects.exists()


def test_after_a_no_it_stays_here(phone, roger, maya):
    beside, letter = a_letter(roger, maya)
    answer_letter(letter=letter, yes=False, by=viewer_of(roger.person), at=now())

    beside.post(at("sharing_letter", roger.pk, letter.pk), {"say": "page"})

    assert not Disclosure.objects.exists()


def test_no_letter_goes_out_by_the_other_door(roger, maya):
    consent = a_consent(roger, kind=Kind.JUSTICE, purpose="case", case="Case 7", classes=("name",))

    assert sign_in(Client(), maya).get(at("sharing_send", roger.pk, consent.pk)).status_code == 404


# Somebody who stands by him


def link_in(answer):
    return re.search(r"http://testserver(/with/[\w-]+)", answer.text)[1]


def page_of(client, url, **how):
    answer = client.post(url, **how)
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', r"\1", answer.text), answer.status_code


def invited(phone, **more):
    return link_in(signed(phone, at("me_sharing_kind", "supporter"), {**STANDS_BY, **more}))


def test_she_sees_what_he_chose_and_nothing_else(phone, roger):
    url = invited(phone)
    sister = Client()

    quiet, _status = page_of(sister, url)
    phone.post(at("me_sharing_okay"))
    phone.post(at("me_sharing_okay"))
    said, _status = page_of(sister, url)

    assert "Nothing from Roger today" in quiet
    assert "I&#39;m okay today" in said
    assert "Next gatherings" not in said
    assert "Stone" not in said
    assert Okay.objects.count() == 1
    assert [(row.recipient, row.classes) for row in Disclosure.objects.all()] == [("My sister", ["okay"])] * 2


def test_before_the_button_every_link_opens_the_same_page(phone):
    real = Client().get(invited(phone))
    never = Client().get("/with/never-was")

    def plain(answer, url):
        return re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', r"\1", answer.text).replace(url, "")

    assert plain(real, real.request["PATH_INFO"]) == plain(never, "/with/never-was")
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize("wish", ["pause", "end", "link"])
def test_stopped_ended_and_never_made_look_the_same_and_nobody_is_told(phone, wish):
    url = invited(phone)
    never = page_of(Client(), url[:-20] + "A" * 20)
    phone.post(at("me_sharing_supporter", Supporter.objects.get().pk), {"wish": wish})

    stopped = page_of(Client(), url)

    assert (stopped[0].replace(url, ""), stopped[1]) == (never[0].replace(url[:-20] + "A" * 20, ""), never[1])
    assert not Disclosure.objects.exists()
    assert not Outgoing.objects.exists()


def test_what_was_stopped_can_go_on(phone):
    url, mine = invited(phone), Supporter.objects.get
    for wish in ("pause", "resume"):
        phone.post(at("me_sharing_supporter", mine().pk), {"wish": wish})

    assert "Nothing from Roger today" in page_of(Client(), url)[0]


def test_a_second_press_makes_no_second_invitation_and_shows_no_second_link(phone):
    form_id = new_form_id()
    first = signed(phone, at("me_sharing_kind", "supporter"), STANDS_BY, id=form_id)
    second = signed(phone, at("me_sharing_kind", "supporter"), STANDS_BY, id=form_id)

    assert link_in(first)
    assert second.status_code == 302
    assert Supporter.objects.count() == 1
