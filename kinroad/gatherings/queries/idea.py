"""What is in the ideas box."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from kinroad.core.fields import open_sealed
from kinroad.gatherings.models import Idea, IdeaVote
from kinroad.people.rules.viewer import Viewer

PAGE = 30


@dataclass(frozen=True)
class IdeaShown:
    """An idea as everyone reads it. `voted`: the viewer would come; `own`: it is theirs to take back."""

    id: UUID
    words: str
    votes: int
    answer: str
    answer_words: str
    voted: bool
    own: bool


@dataclass(frozen=True)
class Box:
    """One page of the box, the most wanted first. `after` is the place where the next page begins, or empty."""

    ideas: list[IdeaShown]
    after: str


def box(viewer: Viewer, *, after: str = "") -> Box:
    """The ideas, most wanted first, `PAGE` at a time. One question."""
    rows = _standing(viewer).order_by("-votes", "pk")
    place = _place(after)
    if place:
        votes, pk = place
        rows = rows.filter(votes__lte=votes).exclude(votes=votes, pk__lte=pk)
    voted = IdeaVote.objects.filter(organization_id=viewer.organization_id, idea=OuterRef("pk"), person_id=viewer.who)
    found = list(
        rows.annotate(voted=Exists(voted)).values_list(
            "pk", "words", "votes", "answer", "answer_words", "voted", "person_id"
        )[: PAGE + 1]
    )
    shown = [
        IdeaShown(
            id=pk,
            words=open_sealed(Idea, "words", pk, words) or "",
            votes=votes,
            answer=answer,
            answer_words=open_sealed(Idea, "answer_words", pk, answer_words) or "",
            voted=is_voted,
            own=person_id == viewer.person_id,
        )
        for pk, words, votes, answer, answer_words, is_voted, person_id in found[:PAGE]
    ]
    last = shown[-1] if len(found) > PAGE else None
    return Box(shown, f"{last.votes}-{last.id}" if last else "")


def get_idea(idea_id: UUID, *, viewer: Viewer, own: bool = False) -> Idea:
    """An idea in the box here. Raises Http404, also when `own` is asked and it is not the viewer's."""
    rows = _standing(viewer).filter(pk=idea_id)
    found = (rows.filter(person_id=viewer.who) if own else rows).first()
    if found is None:
        raise Http404
    return found


def _standing(viewer: Viewer) -> QuerySet[Idea]:
    return Idea.objects.filter(organization_id=viewer.organization_id, taken_back_at=None)


def _place(after: str) -> tuple[int, UUID] | None:
    votes, _, pk = after.partition("-")
    try:
        return (int(votes), UUID(pk)) if 0 <= int(votes) < 2**31 else None
    except ValueError:
        return None
