"""The ideas box: an idea, a vote, an answer."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import meets_the_first
from kinroad.core.time import now
from kinroad.gatherings.models import Answer, Idea, IdeaVote
from kinroad.people.models import Person
from kinroad.people.rules.viewer import Viewer

MOST_OPEN_OF_ONE = 10


@meets_the_first(Idea, whose=lambda by, **rest: {"organization_id": by.organization_id, "person_id": by.person_id})
def have_idea(*, id: UUID, words: str, by: Viewer) -> Idea:
    """Put an idea into the box, with the vote of who had it. A second submit with the same `id` meets the first.

    Raises ValidationError when this person's ideas that wait for an answer are many already.
    """
    mine = Idea.objects.filter(organization_id=by.organization_id, person_id=by.who)
    Person.objects.select_for_update().get(pk=by.who)
    if mine.filter(answer=Answer.OPEN, taken_back_at=None).count() >= MOST_OPEN_OF_ONE:
        raise ValidationError(_("You have many ideas open already. Take one back, or wait for an answer."))
    idea = Idea(id=id, organization_id=by.organization_id, person_id=by.who, words=words, votes=1, had_at=now())
    idea.save(force_insert=True)
    IdeaVote(organization_id=by.organization_id, idea=idea, person_id=by.who).save()
    audit.record(what="idea.had", about=idea, by=by)
    return idea


@transaction.atomic
def vote(*, idea: Idea, wanted: bool, by: Viewer) -> Idea:
    """Say that one would come, or no longer. Pressing twice counts once."""
    mine = _standing(idea)
    own = IdeaVote.objects.filter(organization_id=by.organization_id, idea=mine, person_id=by.who)
    if own.exists() == wanted:
        return mine
    if wanted:
        IdeaVote(organization_id=by.organization_id, idea=mine, person_id=by.who).save()
    else:
        own.delete()
    mine.votes += 1 if wanted else -1
    mine.save(update_fields=["votes"])
    audit.record(what="idea.voted" if wanted else "idea.vote_taken_back", about=mine, by=by)
    return mine


@transaction.atomic
def answer_idea(*, idea: Idea, version: int, answer: str, answer_words: str, by: Viewer) -> Idea:
    """Say what becomes of an idea, for everyone to read. Raises ValidationError when somebody answered meanwhile."""
    mine = _standing(idea)
    if mine.version != version:
        raise ValidationError(_("Someone answered this while you were writing. Look at it, then save again."))
    mine.answer, mine.answer_words = answer, answer_words or None
    mine.version += 1
    mine.save()
    audit.record(what="idea.answered", about=mine, by=by, fields=["answer"])
    return mine


@transaction.atomic
def take_idea_back(*, idea: Idea, by: Viewer) -> Idea:
    """Take an idea out of the box: whose it is, or a coordinator when it names somebody. A second press is the same."""
    mine = Idea.objects.select_for_update().get(pk=idea.pk)
    if mine.taken_back_at is None:
        mine.taken_back_at = now()
        mine.save()
        audit.record(what="idea.taken_back", about=mine, by=by)
    return mine


def _standing(idea: Idea) -> Idea:
    mine = Idea.objects.select_for_update().get(pk=idea.pk)
    if mine.taken_back_at is not None:
        raise ValidationError(_("This idea is no longer in the box."))
    return mine
