"""The purge: what is past its day loses its words for ever. The one way through append-only rows and protected keys.

Composed here from what each package says of its tables; `core.purging` does it. A hold stops it. Of a record there
remain rows of ids and codes, so that counts of those years stay true, service-log lines that name nobody, and one audit
line. Backups made before lose it when they expire (docs/operations.md).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kinroad.audit import actions as audit
from kinroad.coaching.actions import purging as coaching
from kinroad.consent.actions import purging as consent
from kinroad.core.purging import Part, every_part, purge_past, purge_rows
from kinroad.core.time import local, now
from kinroad.gatherings.actions import purging as gatherings
from kinroad.notifications.actions import purging as notifications
from kinroad.people.actions import purging as people
from kinroad.people.models import LegalHold, Organization, Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.queries.policies import policy_of
from kinroad.people.queries.retention import held_ids, held_in, record_is_past
from kinroad.people.rules.retention import years_before
from kinroad.people.rules.viewer import Viewer
from kinroad.service_log.models import Line

AT_ONCE = 50  # records in one round; the next day takes the next
# A line of the service log is for one person or for a number of people: what remains is one person without a record.
LINES = Part(Line, blank={"participant": None, "people_without_record": 1})
NOT_OF_THE_RECORD = {LegalHold}  # a hold and its reason outlive what they held

DECLARED = [*people.PARTS, *coaching.PARTS, *gatherings.PARTS, *notifications.PARTS, *consent.PARTS, LINES]


def parts() -> tuple[list[Part], list[Part]]:
    """Every part of a record, and of consents and disclosures, which may be kept for another time."""
    every = [part for part in every_part(DECLARED) if part.model not in NOT_OF_THE_RECORD]
    consents = [part for part in every if part.model._meta.app_label == "consent"]
    return [part for part in every if part not in consents], consents


@dataclass(frozen=True)
class Due:
    """What is past its day in one organization: ids of participants, and how many a hold protects."""

    records: list[UUID]
    consents: list[UUID]
    held: int


def due(*, organization_id: UUID, today: date, at: datetime) -> Due:
    """What a purge would take now. It changes nothing."""
    keep = policy_of(organization_id).retention
    past = record_is_past(organization_id, ended_by=years_before(today, keep.record_years))
    purged = Participant.objects.filter(
        organization_id=organization_id, purged_on__isnull=False, consents_purged_on=None, merged_into=None
    )
    given, told = consent.kept_after(organization_id, years_ago(at, keep.consents_years))
    gone = purged.exclude(pk__in=given.values("participant")).exclude(pk__in=told.values("participant"))
    gone = gone.exclude(held_in(organization_id))
    return Due(
        records=list(past.values_list("pk", flat=True)[:AT_ONCE]),
        consents=list(gone.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]),
        held=len(held_ids(organization_id)),
    )


def purge(*, organization_id: UUID, zone: str) -> dict[str, int]:
    """Purge what is past its day in one organization, a bounded piece of it. Answers how many of each."""
    by, at = Viewer.system(organization_id, zone), now()
    today = local(at, zone).date()
    past = due(organization_id=organization_id, today=today, at=at).records
    records = sum(_record(pk, today=today, by=by) for pk in past)
    gone = due(organization_id=organization_id, today=today, at=at).consents
    consents = sum(_consents(pk, today=today, by=by) for pk in gone)
    return {"records": records, "consents": consents, "messages": _messages(at=at, by=by)}


def purge_again(*, records: Collection[UUID], consents: Collection[UUID]) -> int:
    """In a backup that was put back: whoever was purged after it was made, whatever a day or a hold says there.

    Answers how many records.
    """
    done = 0
    for some in _some_of(records):
        rows = Participant.objects.filter(pk__in=some, purged_on=None)
        for pk, organization_id, zone in rows.values_list("pk", "organization_id", "organization__zone"):
            by = Viewer.system(organization_id, zone)
            done += _record(pk, today=local(now(), zone).date(), by=by, again=True)
    for some in _some_of(consents):
        rows = Participant.objects.filter(pk__in=some, consents_purged_on=None)
        for pk, organization_id, zone in rows.values_list("pk", "organization_id", "organization__zone"):
            _consents(pk, today=local(now(), zone).date(), by=Viewer.system(organization_id, zone), again=True)
    return done


def _some_of(ids: Collection[UUID]) -> Iterator[list[UUID]]:
    every = sorted(ids)
    return (every[start : start + 400] for start in range(0, len(every), 400))


@transaction.atomic
def _record(participant_id: UUID, *, today: date, by: Viewer, again: bool = False) -> bool:
    participant, ids = _locked(participant_id)
    years = policy_of(by.organization_id).retention.record_years
    # Asked again under the lock: a hold, or new support, may have come meanwhile.
    if (
        not again
        and not record_is_past(by.organization_id, ended_by=years_before(today, years))
        .filter(pk=participant_id)
        .exists()
    ):
        return False
    for part in parts()[0]:
        purge_rows(part, organization_id=by.organization_id, participants=ids)
    people.forget_people(organization_id=by.organization_id, participants=ids, on=today)
    audit.record(what="participant.purged", about=participant, by=by, participant_id=participant_id)
    return True


@transaction.atomic
def _consents(participant_id: UUID, *, today: date, by: Viewer, again: bool = False) -> bool:
    participant, ids = _locked(participant_id)
    if not again and Participant.objects.filter(pk=participant_id).filter(held_in(by.organization_id)).exists():
        return False
    for part in parts()[1]:
        purge_rows(part, organization_id=by.organization_id, participants=ids)
    Participant.objects.filter(pk__in=ids).update(consents_purged_on=today)
    audit.record(what="consents.purged", about=participant, by=by, participant_id=participant_id)
    return True


@transaction.atomic
def _messages(*, at: datetime, by: Viewer) -> int:
    """Raw messages past their day, of everybody who is not held."""
    years = policy_of(by.organization_id).retention.messages_years
    held, before = held_ids(by.organization_id), years_ago(at, years)
    return sum(
        purge_past(part, organization_id=by.organization_id, besides=held, **{f"{column}__lt": before})
        for part, column in notifications.MESSAGES
    )


def years_ago(at: datetime, years: int) -> datetime:
    return datetime.combine(years_before(at.date(), years), at.timetz())


def _locked(participant_id: UUID) -> tuple[Participant, Sequence[UUID]]:
    participant = Participant.objects.select_for_update().get(pk=participant_id)
    Organization.objects.select_for_update().get(pk=participant.organization_id)
    return participant, ids_of_one(participant)


__all__ = ["due", "parts", "purge", "purge_again"]
