"""Writing contacts down, and changing them without losing what stood before."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.actions import check_in_end
from kinroad.coaching.actions.goal import touch_goals
from kinroad.coaching.models import Contact, ContactPart, ContactPartVersion
from kinroad.coaching.queries.goal import touched_by
from kinroad.core.ids import meets_the_first
from kinroad.core.time import local, now
from kinroad.people.models import Participant, PeerLeader
from kinroad.people.rules.viewer import Viewer
from kinroad.service_log import actions as service_log

SOURCE = "contact"
SHARED_FACTS = ("started_at", "minutes", "how", "where_at", "activity", "did", "people_without_record")
LEDGER_FACTS = frozenset(SHARED_FACTS) - {"did"} | {"support", "on"}


@meets_the_first(
    Contact, whose=lambda by, **rest: {"organization_id": by.organization_id, "written_by_id": by.person_id}
)
def write_contact(
    *,
    id: UUID,
    peer_leader: PeerLeader,
    participants: Iterable[Participant],
    started_at: datetime,
    minutes: int,
    how: str,
    where_at: str,
    support: Iterable[str],
    activity: str,
    did: Iterable[str],
    by: Viewer,
    zone: str,
    note: str = "",
    next_step: str = "",
    next_contact_on: date | None = None,
    people_without_record: int = 0,
    goals: frozenset[UUID] = frozenset(),
) -> Contact:
    """Write down one time of being in touch, with its lines in the service log.

    `started_at` is aware, `minutes` the length, `zone` the IANA zone whose calendar gives the day. The note is copied
    to each participant's own part, to be adjusted there. `goals` are those it was about.
    A second submit with the same `id` meets the first contact.
    Raises ValidationError when the id belongs to somebody else's contact.
    """
    contact = Contact(
        id=id,
        organization_id=by.organization_id,
        peer_leader=peer_leader,
        started_at=started_at,
        on=local(started_at, zone).date(),
        minutes=minutes,
        how=how,
        where_at=where_at,
        activity=activity,
        did=sorted(did),
        people_without_record=people_without_record,
        written_at=now(),
        written_by_id=by.person_id,
        **dict.fromkeys(support, True),
    )
    everyone = list(participants)
    first = everyone[0] if everyone else None
    contact.program_id = first.program_id if first else None
    contact.site_id = peer_leader.site_id or (first.site_id if first else None)
    contact.save(force_insert=True)
    for participant in everyone:
        _add_part(contact, participant, note=note, next_step=next_step, next_contact_on=next_contact_on)
        if goals:
            touch_goals(contact, goals, participant=participant)
        audit.record(what="contact.written", about=contact, by=by, participant_id=participant.pk)
    if not everyone:
        audit.record(what="contact.written", about=contact, by=by)
    _log(contact, everyone)
    check_in_end.reached(participants=everyone, started_at=started_at, minutes=minutes, by=by)
    return contact


def _add_part(
    contact: Contact, participant: Participant, *, note: str, next_step: str, next_contact_on: date | None
) -> ContactPart:
    part = ContactPart(
        organization_id=contact.organization_id,
        contact=contact,
        participant=participant,
        at=contact.started_at,
        note=note or None,
        next_step=next_step or None,
        next_contact_on=next_contact_on,
    )
    part.save()
    return part


def _log(contact: Contact, participants: list[Participant]) -> None:
    service_log.record(
        occasion=service_log.Occasion(
            id=contact.pk,
            organization_id=contact.organization_id,
            on=contact.on,
            minutes=contact.minutes,
            how=contact.how,
            where_at=contact.where_at,
            support=contact.support,
            activity=contact.activity,
            peer_leader_id=contact.peer_leader_id,
            site_id=contact.site_id,
            program_id=contact.program_id,
            source=SOURCE,
            source_id=contact.pk,
        ),
        participants=participants,
        people_without_record=contact.people_without_record,
    )


@transaction.atomic
def change_contact(
    *,
    contact: Contact,
    version: int,
    by: Viewer,
    zone: str,
    shared: Mapping[str, Any],
    parts: Mapping[UUID, Mapping[str, Any]],
) -> Contact:
    """Change a contact. Every part's earlier version is kept, and the service log is reversed and written anew.

    `shared` holds any of started_at, minutes, how, where_at, support, activity, did, people_without_record; `parts`
    maps a participant to note, next_step, next_contact_on, withdrawn, goals. `version` is the one the form was drawn
    from: raises ValidationError when somebody changed the contact in between.
    """
    mine = Contact.objects.select_for_update().get(pk=contact.pk)
    if mine.version != version:
        raise ValidationError(
            _("This contact was changed while you were writing. Your words are below: look, then save again.")
        )
    changed = _changes(mine, shared=shared, zone=zone)
    standing = list(mine.parts.filter(organization_id=mine.organization_id).select_related("participant"))
    part_changes = {part.pk: _part_changes(part, parts.get(part.participant_id, {})) for part in standing}
    before = {part.pk: touched_by(mine, participant=part.participant) for part in standing}
    touched = {
        part.pk: parts[part.participant_id]["goals"]
        for part in standing
        if parts.get(part.participant_id, {}).get("goals", before[part.pk]) != before[part.pk]
    }
    if not changed and not touched and not any(part_changes.values()):
        return mine
    for part in standing:
        _keep_version(mine, part, goals=before[part.pk])
    _apply(mine, changed, by=by)
    for part in standing:
        for name, value in part_changes[part.pk].items():
            setattr(part, name, value)
        part.at = mine.started_at
        part.save()
        fields = {*changed, *part_changes[part.pk]}
        if part.pk in touched:
            touch_goals(mine, touched[part.pk], participant=part.participant)
            fields.add("goals")
        audit.record(what="contact.changed", about=mine, by=by, participant_id=part.participant_id, fields=fields)
    withdrew = any("withdrawn_at" in each for each in part_changes.values())
    if withdrew or LEDGER_FACTS & changed.keys():
        service_log.reverse(source=SOURCE, source_id=mine.pk, organization_id=mine.organization_id)
        _log(mine, [part.participant for part in standing if part.withdrawn_at is None])
    return mine


def _changes(contact: Contact, *, shared: Mapping[str, Any], zone: str) -> dict[str, Any]:
    changed = {name: shared[name] for name in SHARED_FACTS if name in shared and getattr(contact, name) != shared[name]}
    if "support" in shared and frozenset(shared["support"]) != contact.support:
        changed["support"] = frozenset(shared["support"])
    if "started_at" in changed:
        on = local(changed["started_at"], zone).date()
        if on != contact.on:
            changed["on"] = on
    return changed


def _part_changes(part: ContactPart, wanted: Mapping[str, Any]) -> dict[str, Any]:
    changed = {
        name: wanted[name] or None
        for name in ("note", "next_step", "next_contact_on")
        if name in wanted and (wanted[name] or None) != (getattr(part, name) or None)
    }
    if "withdrawn" in wanted and bool(wanted["withdrawn"]) != (part.withdrawn_at is not None):
        changed["withdrawn_at"] = now() if wanted["withdrawn"] else None
    return changed


def _keep_version(contact: Contact, part: ContactPart, *, goals: frozenset[UUID]) -> None:
    ContactPartVersion(
        organization_id=contact.organization_id,
        part=part,
        number=contact.version,
        facts={
            "started_at": contact.started_at.isoformat(),
            "minutes": contact.minutes,
            "how": contact.how,
            "where_at": contact.where_at,
            "support": sorted(contact.support),
            "activity": contact.activity,
            "did": contact.did,
            "goals": sorted(str(goal_id) for goal_id in goals),
            "withdrawn": part.withdrawn_at is not None,
        },
        note=part.note,
        next_step=part.next_step,
        next_contact_on=part.next_contact_on,
        written_at=contact.written_at,
        written_by_id=contact.written_by_id,
    ).save()


def _apply(contact: Contact, changed: Mapping[str, Any], *, by: Viewer) -> None:
    for name, value in changed.items():
        if name == "support":
            for kind in service_log.SUPPORT_TYPES:
                setattr(contact, kind, kind in value)
        else:
            setattr(contact, name, value)
    contact.version += 1
    contact.written_at = now()
    contact.written_by_id = by.person_id
    contact.save()
