"""The accounting of disclosures: everything that left in three years (42 CFR 2.25)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kinroad.consent.models import Disclosure
from kinroad.consent.queries.texts import form_text
from kinroad.consent.rules.kinds import Purpose
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one

YEARS = 3
MOST = 100


@dataclass(frozen=True)
class Left:
    """Something left: when, to whom, what, what for, how, by whom; and what made it an emergency, where it was one."""

    id: UUID
    at: datetime
    recipient: str
    affiliation: str
    through: str
    what: list[str]
    classes: list[str]
    purpose: str
    basis: str
    channel: str
    nature: str
    by: str


@dataclass(frozen=True)
class Accounting:
    """A page of it, the newest first. `earlier` is the id to go on from."""

    lines: list[Left]
    earlier: UUID | None


def accounting_of(
    participant: Participant,
    *,
    at: datetime,
    language: str,
    before: UUID | None = None,
    most: int = MOST,
    own: bool = True,
) -> Accounting:
    """Everything that left in the three years before this moment, through whatever channel and on whatever basis.

    Who stands by a participant is for the participant alone to see (`own`).
    """
    since = at.replace(year=at.year - YEARS, day=min(at.day, 28))
    rows = Disclosure.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), at__gte=since
    )
    if not own:
        rows = rows.exclude(purpose=Purpose.STAND_BY_ME)
    last = rows.filter(pk=before).values_list("at", flat=True).first() if before else None
    if last is not None:
        rows = rows.filter(Q(at__lt=last) | Q(at=last, pk__lt=before))
    found = list(rows.select_related("by").order_by("-at", "-pk")[: most + 1])
    purposes = form_text(language=language, on=at.date()).words["purposes"]
    lines = [
        Left(
            id=row.pk,
            at=row.at,
            recipient=row.recipient or "",
            affiliation=row.affiliation or "",
            through=row.through or "",
            what=(row.what or "").splitlines(),
            classes=row.classes,
            purpose=purposes.get(row.purpose, ""),
            basis=row.basis,
            channel=row.get_channel_display(),
            nature=row.nature or "",
            by=(row.by.called or "") if row.by else "",
        )
        for row in found[:most]
    ]
    return Accounting(lines, lines[-1].id if len(found) > most else None)


def was_told_of(participant: Participant, *, since: datetime) -> bool:
    """Whether medical personnel were told about them in an emergency since this moment."""
    rows = Disclosure.objects.filter(
        organization_id=participant.organization_id,
        participant__in=ids_of_one(participant),
        basis=Disclosure.Basis.EMERGENCY,
        at__gt=since,
    )
    return rows.exists()
