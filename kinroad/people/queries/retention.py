"""What is past its day, what is held, and what an administrator reads about both."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from kinroad.core.fields import open_sealed
from kinroad.people.models import Episode, LegalHold, Participant, Program, RetentionAdvice
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.rules.viewer import Viewer


def held_in(organization_id: UUID) -> Q:
    """Of participants: those whom a hold protects, by name (or that of one merged into them) or by their program."""
    standing = LegalHold.objects.filter(organization_id=organization_id, ended_at=None)
    named = standing.filter(
        Q(participant=OuterRef("pk"))
        | Q(participant__merged_into=OuterRef("pk"))
        | Q(participant=OuterRef("merged_into"))
    )
    return Q(Exists(named)) | Q(program__in=standing.filter(program__isnull=False).values("program"))


def record_is_past(organization_id: UUID, *, ended_by: date) -> QuerySet[Participant]:
    """Participants whose last support ended on this day or earlier, and who are not held; not those merged away.

    The oldest first.
    """
    theirs = Episode.objects.annotate(whose=Coalesce("participant__merged_into", "participant")).filter(
        organization_id=organization_id, whose=OuterRef("pk")
    )
    late = theirs.filter(Q(ended_on=None) | Q(ended_on__gt=ended_by))
    return (
        Participant.objects.filter(organization_id=organization_id, merged_into=None, purged_on=None)
        .filter(Exists(theirs.filter(ended_on__lte=ended_by)), ~Exists(late))
        .exclude(held_in(organization_id))
        .order_by("created_at", "pk")
    )


def held_ids(organization_id: UUID) -> list[UUID]:
    """Every participant whom a hold protects."""
    rows = Participant.objects.filter(organization_id=organization_id).filter(held_in(organization_id))
    return list(rows.values_list("pk", flat=True))


def hold_on(participant: Participant) -> LegalHold | None:
    """The hold on this participant, or on one merged into them."""
    return (
        LegalHold.objects.filter(
            organization_id=participant.organization_id, participant__in=ids_of_one(participant), ended_at=None
        )
        .order_by("placed_at")
        .first()
    )


@dataclass(frozen=True)
class ProgramHeld:
    """A hold on a whole program, as an administrator reads it."""

    id: UUID
    program: str
    reason: str
    placed_at: datetime


def programs_held(viewer: Viewer) -> list[ProgramHeld]:
    """The holds on whole programs, the newest first."""
    rows = LegalHold.objects.filter(organization_id=viewer.organization_id, ended_at=None, program__isnull=False)
    return [
        ProgramHeld(pk, name, open_sealed(LegalHold, "reason", pk, reason) or "", at)
        for pk, name, reason, at in rows.order_by("-placed_at").values_list(
            "pk", "program__name", "reason", "placed_at"
        )[:100]
    ]


def people_held(viewer: Viewer) -> int:
    """On how many participants somebody put a hold by name."""
    rows = LegalHold.objects.filter(organization_id=viewer.organization_id, ended_at=None, participant__isnull=False)
    return rows.count()


def programs_to_hold(viewer: Viewer) -> list[tuple[UUID, str]]:
    """The programs on which no hold stands."""
    held = LegalHold.objects.filter(organization_id=viewer.organization_id, ended_at=None, program=OuterRef("pk"))
    rows = Program.objects.filter(organization_id=viewer.organization_id).exclude(Exists(held))
    return list(rows.order_by(F("closed_on").asc(nulls_first=True), "name").values_list("pk", "name"))


def advice_in(organization_id: UUID) -> dict[str, tuple[str, date]]:
    """Counsel and day, by what they advised about."""
    rows = RetentionAdvice.objects.filter(organization_id=organization_id)
    return {about: (counsel, on) for about, counsel, on in rows.values_list("about", "counsel", "advised_on")}


def program_hold(hold_id: UUID, *, viewer: Viewer) -> LegalHold:
    """A hold on a program. Raises Http404 for every other."""
    rows = LegalHold.objects.filter(organization_id=viewer.organization_id, program__isnull=False)
    return get_object_or_404(rows, pk=hold_id)
