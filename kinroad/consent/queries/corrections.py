"""What participants say is not right, where each request stands, and what waits for an answer."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import DateField, Exists, OuterRef, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from kinroad.consent.models import Correction, CorrectionAnswer, CorrectionStatement, Restriction, RestrictionAnswer
from kinroad.core.fields import open_sealed
from kinroad.core.prepared import Prepared
from kinroad.people.models import Participant, Person
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
    who = {"organization": viewer.organization_id, "person": viewer.person_id or NOBODY}
    return [
        Waiting(pk, kind, whose, open_sealed(Person, "called", person_id, called) or "", due_on)
        for kind, asked in (("correction", CORRECTIONS), ("restriction", RESTRICTIONS))
        for pk, whose, person_id, called, due_on in asked(**who)
    ]


def _in_sight(rows: QuerySet[Any, Any], organization: UUID, person: UUID, *fields: Any) -> QuerySet[Any, Any]:
    """With whoever stands for the participant now: their id, their person and what they are called."""
    sight = participants_in_sight(organization=organization, person=person)
    found = rows.annotate(whose=Coalesce("participant__merged_into", "participant")).filter(
        Exists(sight.filter(pk=OuterRef("whose")))
    )
    named = Participant.objects.filter(organization_id=organization, pk=OuterRef("whose"))
    told: QuerySet[Any, Any] = found.values_list(
        "pk",
        "whose",
        Subquery(named.values("person"), output_field=UUIDField()),
        Subquery(named.values("person__called")),
        *fields,
    )
    return told[:MOST_WAITING]


def _corrections(organization: UUID, person: UUID) -> QuerySet[Any, Any]:
    answers = CorrectionAnswer.objects.filter(organization_id=organization, correction=OuterRef("pk"))
    rows = Correction.objects.filter(~Exists(answers), organization_id=organization)
    return _in_sight(rows.order_by("due_on", "pk"), organization, person, "due_on")


def _restrictions(organization: UUID, person: UUID) -> QuerySet[Any, Any]:
    answers = RestrictionAnswer.objects.filter(organization_id=organization, restriction=OuterRef("pk"))
    rows = Restriction.objects.filter(~Exists(answers), organization_id=organization, ended_at=None)
    no_day = Value(None, output_field=DateField())
    return _in_sight(rows.order_by("asked_at", "pk"), organization, person, no_day)


CORRECTIONS, RESTRICTIONS = Prepared(_corrections), Prepared(_restrictions)
