"""Keeping, forgetting and undoing rosters."""

import base64
import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.interop.models import RosterImport, RosterMapping, RosterRow
from kinroad.people.actions import participants as people
from kinroad.people.actions.removing import take_back
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer

FILE_WAITS = timedelta(hours=24)


@transaction.atomic
def keep_file(*, data: bytes, headings_key: str, by: Viewer, id: UUID | None = None) -> RosterImport:
    """Keep a roster, sealed, until it is brought in or a day is over. Files that waited longer are forgotten now."""
    forget_files(at=now(), by=by)
    met = RosterImport.objects.filter(pk=id, organization_id=by.organization_id).first() if id else None
    if met:
        return met
    roster = RosterImport(
        id=id or uuid7(),
        organization_id=by.organization_id,
        handed_in_by_id=by.person_id,
        handed_in_at=now(),
        headings_key=headings_key,
        file=base64.b64encode(zlib.compress(data)).decode(),
    )
    roster.save()
    audit.record(what="roster.handed_in", about=roster, by=by)
    return roster


def file_of(roster: RosterImport) -> bytes:
    """The bytes of a waiting file. Raises ValidationError when it waited too long."""
    if not roster.file or roster.state != RosterImport.State.WAITING or now() - roster.handed_in_at > FILE_WAITS:
        raise ValidationError(_("The file is no longer here: it waits for a day at most. Choose it again."))
    return zlib.decompress(base64.b64decode(roster.file))


def forget_files(*, at: datetime, by: Viewer) -> None:
    """Forget files that have waited for a day."""
    old = RosterImport.objects.filter(
        organization_id=by.organization_id, state=RosterImport.State.WAITING, handed_in_at__lt=at - FILE_WAITS
    )
    for roster in old:
        forget_file(roster=roster, by=by)


@transaction.atomic
def forget_file(*, roster: RosterImport, by: Viewer) -> RosterImport:
    """Forget a waiting file without bringing it in."""
    if roster.state == RosterImport.State.WAITING:
        roster.state, roster.file, roster.ended_at = RosterImport.State.FORGOTTEN, None, now()
        roster.save()
        audit.record(what="roster.forgotten", about=roster, by=by)
    return roster


@transaction.atomic
def remember_mapping(*, headings_key: str, fields: Sequence[str], by: Viewer) -> RosterMapping:
    """Remember which column is which for these headings."""
    mapping, new = RosterMapping.objects.get_or_create(
        organization_id=by.organization_id, headings_key=headings_key, defaults={"fields": list(fields)}
    )
    if new or mapping.fields != list(fields):
        mapping.fields = list(fields)
        mapping.save()
        audit.record(what="roster_mapping.remembered", about=mapping, by=by, fields=["fields"])
    return mapping


def finish(*, roster: RosterImport, rows: Sequence[RosterRow], counts: Mapping[str, int], by: Viewer) -> None:
    """Write down what each row became, and forget the file. Call it inside the transaction that brings it in."""
    RosterRow.objects.bulk_create(rows, batch_size=200)
    for name in ("read", "created", "updated", "unchanged"):
        setattr(roster, name, counts[name])
    roster.state, roster.file, roster.ended_at = RosterImport.State.APPLIED, None, now()
    roster.save()
    audit.record(what="roster.brought_in", about=roster, by=by)


@transaction.atomic
def undo_roster(*, roster: RosterImport, by: Viewer) -> RosterImport:
    """Take a whole roster back: people it made are removed, facts it changed say again what they said before.

    Raises ValidationError when somebody has worked with those people since, or a later roster changed them.
    """
    roster = RosterImport.objects.select_for_update().get(pk=roster.pk)
    if roster.state != RosterImport.State.APPLIED:
        raise ValidationError(_("This roster is not brought in, so there is nothing to undo."))
    rows = list(roster.rows.filter(organization_id=roster.organization_id).order_by("number"))
    touched = {row.participant_id for row in rows}
    later = RosterRow.objects.filter(organization_id=roster.organization_id, roster__ended_at__gt=roster.ended_at)
    if not touched.isdisjoint(later.values_list("participant_id", flat=True)):
        raise ValidationError(_("A later roster changed some of these people. Undo that one first."))
    RosterRow.objects.filter(organization_id=roster.organization_id, roster=roster).delete()
    made = [row.participant_id for row in rows if row.outcome == RosterRow.Outcome.CREATED]
    take_back(participants=made, by=by)
    for row in rows:
        if row.outcome == RosterRow.Outcome.UPDATED and row.participant_id not in made:
            _put_back(row, by)
    roster.state, roster.ended_at = RosterImport.State.UNDONE, now()
    roster.save()
    audit.record(what="roster.undone", about=roster, by=by, fields=Counter(row.outcome for row in rows))
    return roster


def _put_back(row: RosterRow, by: Viewer) -> None:
    """Put back what this row replaced, unless somebody has changed it again since."""
    words: dict[str, Any] = json.loads(row.words)
    participant = Participant.objects.select_related("person").get(pk=row.participant_id)
    before, now_says = words["before"], words["facts"]
    facts = {}
    for name in before.keys() - {"recovery_on"}:
        current = getattr(participant.person if hasattr(participant.person, name) else participant, name)
        if as_plain(current) == as_plain(now_says.get(name)):
            facts[name] = as_fact(name, before[name])
    dates = None
    if "recovery_on" in before:
        dates = [(date.fromisoformat(before["recovery_on"]), "")] if before["recovery_on"] else []
    people.change_facts(participant=participant, facts=facts, by=by, recovery_dates=dates)


def as_plain(value: Any) -> Any:
    """A fact as it stands in sealed words: days as ISO text, lists as lists, nothing as None."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value or None


def as_fact(name: str, plain: Any) -> Any:
    """The fact that these plain words stand for."""
    return date.fromisoformat(plain) if name == "birth_on" and plain else plain
