"""A POST sent again under its `Idempotency-Key` gets its first answer (requirement 46)."""

import pytest
from django.urls import reverse

from kinroad.coaching.models import Contact
from kinroad.core.forms import new_form_id
from kinroad.core.time import today
from kinroad.people.actions import sent_again
from kinroad.people.tests.factories import sign_in
from kinroad.people.views import sent_again as views
from tests.comers import come_as

FACTS = {"how": "phone", "minutes": "15", "support": "emotional", "did": "listened", "next": "none"}


@pytest.fixture
def page(world, db):
    return reverse("coaching:new_contact", args=[world.participant.pk])


def form(world, **more):
    return {"id": new_form_id(), "on": str(today(world.organization.zone)), **FACTS, **more}


def post(client, page, sent, key="one"):
    return client.post(page, sent, headers={"Idempotency-Key": key})


def test_46_the_first_answer_comes_again_and_one_row_stands(world, page):
    client, sent, before = come_as(world, "peer leader"), form(world), Contact.objects.count()

    answers = [post(client, page, sent) for _each in range(3)]

    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert Contact.objects.count() == before + 1


def test_46_something_else_under_the_same_key_is_refused_and_nothing_is_saved(world, page):
    client, sent = come_as(world, "peer leader"), form(world)
    post(client, page, sent)
    before = Contact.objects.count()

    others = [post(client, page, form(world)), post(client, page, sent | {"minutes": "20"}), post(client, "/", sent)]

    assert [answer.status_code for answer in others] == [422, 422, 422]
    assert "Nothing was saved" in others[0].text
    assert Contact.objects.count() == before


def test_46_while_the_first_is_not_answered_the_second_is_told_to_come_back(world, page, monkeypatch):
    """At the very moment the first is being saved, the same is sent once more."""
    client, sent, seen = come_as(world, "peer leader"), form(world), []
    keep = views.keep

    def meanwhile(claim, answer):
        if not seen:
            seen.append(None)
            seen[0] = post(client, page, sent)
        keep(claim, answer)

    monkeypatch.setattr(views, "keep", meanwhile)
    first = post(client, page, sent)

    assert (seen[0].status_code, seen[0]["Retry-After"]) == (409, "5")
    assert first.status_code == 302
    assert post(client, page, sent).status_code == 302


def test_46_killed_between_commit_and_answer_makes_one_row(world, page, monkeypatch):
    """The claim of the dead ends by itself; then the id of the form meets what was made."""
    client, sent, before = come_as(world, "peer leader"), form(world), Contact.objects.count()
    monkeypatch.setattr(views, "keep", lambda claim, answer: None)  # the process is gone before it is told
    post(client, page, sent)
    assert post(client, page, sent).status_code == 409
    monkeypatch.undo()
    sent_again.cache.clear()  # as after a minute
    monkeypatch.undo()

    again = post(client, page, sent)

    assert again.status_code == 302
    assert Contact.objects.count() == before + 1


def test_46_what_was_refused_may_be_corrected_under_the_same_key(world, page):
    client, before = come_as(world, "peer leader"), Contact.objects.count()
    wrong = form(world, minutes="-3")

    assert post(client, page, wrong).status_code == 200
    assert post(client, page, wrong | {"minutes": "15"}).status_code == 302
    assert Contact.objects.count() == before + 1


def test_46_a_key_is_that_of_one_account_and_tells_nothing_about_anybody(world, page, client):
    ours = come_as(world, "peer leader")
    kept = {}
    post(ours, page, form(world))
    for each in sent_again.cache._cache:
        kept[each] = sent_again.cache._cache[each]
    sign_in(client, world.people["coordinator"])

    answer = post(client, page, form(world))

    assert answer.status_code != 422
    assert str(world.participant.pk).encode() not in b"".join(kept.values())
    assert kept


def test_46_a_key_of_a_thousand_letters_is_none(world, page):
    assert post(come_as(world, "peer leader"), page, form(world), key="x" * 1000).status_code == 400
