"""The ideas box."""

import pytest
from django.core.exceptions import ValidationError

from kinroad.core.forms import new_form_id
from kinroad.core.ids import uuid7
from kinroad.gatherings.actions.idea import answer_idea, have_idea, take_idea_back, vote
from kinroad.gatherings.models import Idea, IdeaVote
from kinroad.gatherings.queries.idea import PAGE, box
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return OrganizationFactory()


@pytest.fixture
def lena(organization):
    return viewer_of(someone("participant", organization=organization, called="Lena"))


@pytest.fixture
def omar(organization):
    return viewer_of(someone("participant", organization=organization, called="Omar"))


def an_idea(by, words="A choir on Sundays"):
    return have_idea(id=uuid7(), words=words, by=by)


def test_the_idea_most_people_want_stands_first(lena, omar):
    an_idea(lena, "Fishing")
    choir = an_idea(lena)
    vote(idea=choir, wanted=True, by=omar)

    assert [(idea.words, idea.votes, idea.own, idea.voted) for idea in box(omar).ideas] == [
        ("A choir on Sundays", 2, False, True),
        ("Fishing", 1, False, False),
    ]


def test_a_vote_counts_once_and_can_be_taken_back(lena, omar):
    choir = an_idea(lena)

    for wanted, votes in ((True, 2), (True, 2), (False, 1), (False, 1)):
        assert vote(idea=choir, wanted=wanted, by=omar).votes == votes == 1 + IdeaVote.objects.count() - 1


def test_an_answer_is_read_by_everyone_and_one_written_meanwhile_is_not_lost(lena, organization):
    choir = an_idea(lena)
    tess = viewer_of(someone("coordinator", organization=organization))

    answer_idea(idea=choir, version=1, answer="planned", answer_words="From May, in the hall.", by=tess)
    with pytest.raises(ValidationError, match="while you were writing"):
        answer_idea(idea=choir, version=1, answer="not_now", answer_words="", by=tess)

    shown = box(lena).ideas[0]
    assert (shown.answer, shown.answer_words) == ("planned", "From May, in the hall.")


def test_an_idea_taken_back_is_gone_from_the_box_and_no_longer_voted_for(lena, omar):
    choir = an_idea(lena)
    take_idea_back(idea=choir, by=lena)

    assert box(omar).ideas == []
    with pytest.raises(ValidationError, match="no longer in the box"):
        vote(idea=choir, wanted=True, by=omar)


def test_a_second_submit_meets_the_first_and_nobody_fills_the_box_alone(lena):
    first = an_idea(lena)

    assert have_idea(id=first.pk, words="again", by=lena) == first
    for number in range(9):
        an_idea(lena, f"Idea {number}")
    with pytest.raises(ValidationError, match="many ideas"):
        an_idea(lena)


def test_the_box_is_read_page_by_page_in_one_question(lena, organization, django_assert_num_queries):
    for number in range(PAGE + 5):
        Idea(
            organization=organization,
            words=str(number),
            person_id=lena.person_id,
            had_at="2026-11-01T12:00Z",
            votes=number % 3,
        ).save()

    with django_assert_num_queries(1):
        first = box(lena)
    rest = box(lena, after=first.after)

    assert (len(first.ideas), len(rest.ideas), rest.after) == (PAGE, 5, "")
    assert len({idea.id for idea in first.ideas + rest.ideas}) == PAGE + 5
    assert box(lena, after="nonsense") == first


def test_no_page_says_whose_an_idea_is_and_only_its_owner_takes_it_out(client, lena, organization):
    choir = an_idea(lena)
    sign_in(client, someone("participant", organization=organization))

    page = client.get("/ideas").content.decode()
    assert "A choir on Sundays" in page
    assert "Lena" not in page
    assert client.post(f"/ideas/{choir.pk}/take-back").status_code == 404
    assert client.post(f"/ideas/{choir.pk}/vote", {"wanted": "yes"}).status_code == 302
    assert Idea.objects.get().votes == 2


def test_a_participant_puts_an_idea_in_and_a_coordinator_answers(client, organization):
    lena = someone("participant", organization=organization)
    tess = someone("coordinator", organization=organization)
    sign_in(client, lena)

    refused = client.post("/ideas", {"id": new_form_id(), "words": ""})
    assert "Write your idea in a few words." in refused.content.decode()
    kept = client.post("/ideas", {"id": new_form_id(), "words": "A choir 🎵"}, follow=True)
    assert "A choir 🎵" in kept.content.decode()
    assert client.get(f"/ideas/{Idea.objects.get().pk}/answer").status_code == 404

    sign_in(client, tess)
    said = {"version": 1, "answer": "planned", "answer_words": "From May."}
    answered = client.post(f"/ideas/{Idea.objects.get().pk}/answer", said, follow=True)
    assert "From May." in answered.content.decode()
    stale = client.post(f"/ideas/{Idea.objects.get().pk}/answer", {**said, "answer_words": "From June."})
    assert "From June." in stale.content.decode()
    assert Idea.objects.get().answer_words == "From May."
