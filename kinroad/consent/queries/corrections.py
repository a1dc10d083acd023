"""What participants say is not right, where each request stands, and what waits for an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from kinroad.consent.models import Correction, CorrectionAnswer, CorrectionStatement, Restriction, RestrictionAnswer
from kinroad.people.models import Participant
from kinroad.people.queries.circle import NOBODY, ids_of_one, participants_in_sight
from kinroad.people.rules.viewer import Viewer

MOST = 100
MOST_WAITING = 50


@dataclass(frozen=True)
class Asked:
    """One request: our answer, and what they said to it."""

    correction: Correction
    answer: CorrectionAnswer | None
    statement: CorrectionStatement | None

    @property
    def may_state(self) -> bool:
        """Whether they may say something to a no."""
        return self.answer is not None and self.answer.outcome == "kept" and self.statement is None


def corrections_of(participant: Participant, *, with_entry: bool = False) -> list[Asked]:
    """Every request of a participant (`with_entry`: those about one note), the newest first. At most three queries."""
    rows = Correction.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant)
    )
    if with_entry:
        rows = rows.filter(entry__isnull=False)
    return _asked(list(rows.order_by("-asked_at", "-pk")[:MOST]))


def beside_entries(participant: Participant) -> dict[UUID, list[Asked]]:
    """What was asked and said about single notes, by the note."""
    found: dict[UUID, list[Asked]] = {}
    for each in corrections_of(participant, with_entry=True):
        if each.correction.entry is not None:
            found.setdefault(each.correction.entry, []).append(each)
    return found


def get_correction(correction_id: UUID, *, participant: Participant) -> Asked:
    """One request of this participant. Raises Http404, alike for an unknown one and for another's."""
    rows = Correction.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), pk=correction_id
    )
    found = _asked(list(rows))
    if not found:
        raise Http404
    return found[0]


def _asked(rows: list[Correction]) -> list[Asked]:
    if not rows:
        return []
    own = {"organization_id": rows[0].organization_id, "correction__in": [each.pk for each in rows]}
    answers = {each.correction_id: each for each in CorrectionAnswer.objects.filter(**own).select_related("by")}
    stated = {each.correction_id: each for each in CorrectionStatement.objects.filter(**own)} if answers else {}
    return [Asked(each, answers.get(each.pk), stated.get(each.pk)) for each in rows]


@dataclass(frozen=True)
class Waiting:
    """What somebody who answers for records has to answer: a correction with its last day, or a restriction."""

    id: UUID
    kind: str
    participant_id: UUID
    called: str
    due_on: date | None = None


def waiting_for_us(viewer: Viewer) -> list[Waiting]:
    """Of those this viewer sees: what nobody has answered, the first due day first. Two queries."""
    own = {"organization_id": viewer.organization_id}
    corrections = Correction.objects.filter(
        ~Exists(CorrectionAnswer.objects.filter(**own, correction=OuterRef("pk"))), _seen_by(viewer), **own
    )
    restrictions = Restriction.objects.filter(
        ~Exists(RestrictionAnswer.objects.filter(**own, restriction=OuterRef("pk"))),
        _seen_by(viewer),
        **own,
        ended_at=None,
    )
    whose = ("participant__person", "participant__merged_into__person")
    found = corrections.select_related(*whose).order_by("due_on", "pk")[:MOST_WAITING]
    kept = restrictions.select_related(*whose).order_by("asked_at", "pk")[:MOST_WAITING]
    return [*_waiting(found, "correction"), *_waiting(kept, "restriction")]


def _seen_by(viewer: Viewer) -> Exists:
    sight = participants_in_sight(organization=viewer.organization_id, person=viewer.person_id or NOBODY)
    return Exists(sight.filter(Q(pk=OuterRef("participant_id")) | Q(pk=OuterRef("participant__merged_into_id"))))


def _waiting(rows: Iterable[Correction | Restriction], kind: str) -> list[Waiting]:
    found = []
    for row in rows:
        whose = row.participant.merged_into or row.participant
        found.append(Waiting(row.pk, kind, whose.pk, str(whose.person.called), getattr(row, "due_on", None)))
    return found
