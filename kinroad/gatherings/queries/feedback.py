"""What people said about a gathering, for those who lead it."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from kinroad.core.fields import open_sealed
from kinroad.gatherings.models import Feedback, Gathering
from kinroad.gatherings.queries.gathering import led_by, managed_by, settles
from kinroad.gatherings.rules.feedback import BATCH
from kinroad.people.rules.viewer import Viewer

WORDS_SHOWN = 50


@dataclass(frozen=True)
class HowItWas:
    """Answers in full batches, out of `given`. `words` are the newest batches' first, inside them in no order."""

    given: int
    shown: int
    welcome: dict[str, int]
    again: dict[str, int]
    words: list[str]


def get_led_gathering(gathering_id: UUID, *, viewer: Viewer) -> Gathering:
    """A gathering, for those who lead it now and for coordinators. Raises Http404 alike for everyone else."""
    rows = managed_by(viewer) if settles(viewer) else led_by(viewer)
    found = rows.filter(pk=gathering_id).first()
    if found is None:
        raise Http404
    return found


def how_it_was(gathering: Gathering) -> HowItWas:
    """The answers so far, five at a time. The caller has checked that the viewer leads it. Two questions."""
    rows = Feedback.objects.filter(organization_id=gathering.organization_id, gathering=gathering)
    given = rows.count()
    full = given // BATCH
    found = list(rows.filter(batch__lt=full).order_by("-batch", "pk").values_list("pk", "welcome", "again", "words"))
    said = [open_sealed(Feedback, "words", pk, words) for pk, _welcome, _again, words in found if words]
    return HowItWas(
        given=given,
        shown=len(found),
        welcome=dict(Counter(welcome for _pk, welcome, _again, _words in found)),
        again=dict(Counter(again for _pk, _welcome, again, _words in found)),
        words=[words for words in said if words][:WORDS_SHOWN],
    )
