"""What we know better than a list, kept through every import."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit.actions import record
from kinroad.core.time import now
from kinroad.gatherings.actions.facets import refresh_facets
from kinroad.gatherings.actions.writing import derive
from kinroad.gatherings.models import Meeting, MeetingCorrection
from kinroad.people.rules.viewer import Viewer

CORRECTABLE = (
    "name", "weekday", "start_minute", "end_minute", "venue", "address", "city", "zip", "conference_url",
    "conference_phone", "notes", "open", "online", "in_person", "wheelchair", "children", "temporarily_closed",
)  # fmt: skip


@transaction.atomic
def correct_meeting(*, meeting: Meeting, by: Viewer, verified_on: date, **said: Any) -> list[str]:
    """Set fields as we know them, and remember what the list says; the names of the changed fields.

    Saying again what the list says ends the correction. Saving without a change still says "checked today".
    """
    meeting = Meeting.objects.select_for_update().get(organization=by.organization_id, pk=meeting.pk)
    if said.get("online") is False and said.get("in_person") is False and not said.get("temporarily_closed"):
        raise ValidationError({"in_person": _("A meeting is in person, online, or closed for now. Choose one.")})
    changed = [name for name in CORRECTABLE if name in said and getattr(meeting, name) != said[name]]
    own = {
        each.field: each for each in MeetingCorrection.objects.filter(organization=by.organization_id, meeting=meeting)
    }
    for name in changed:
        _remember(meeting, name, said[name], own.get(name))
        setattr(meeting, name, said[name])
    meeting.last_verified_on = verified_on
    _save(meeting, by, what="meeting.corrected", fields=changed)
    return changed


def _remember(meeting: Meeting, name: str, value: Any, own: MeetingCorrection | None) -> None:
    if own is not None and own.imported == value:
        own.delete()
        return
    own = own or MeetingCorrection(
        organization_id=meeting.organization_id, meeting=meeting, field=name, imported=getattr(meeting, name)
    )
    own.value, own.corrected_at = value, now()
    own.save()


@transaction.atomic
def forget_corrections(*, meeting: Meeting, by: Viewer) -> None:
    """Show the meeting again as its list tells it."""
    meeting = Meeting.objects.select_for_update().get(organization=by.organization_id, pk=meeting.pk)
    corrections = MeetingCorrection.objects.filter(organization=by.organization_id, meeting=meeting)
    fields = []
    for correction in corrections:
        setattr(meeting, correction.field, correction.imported)
        fields.append(correction.field)
    corrections.delete()
    _save(meeting, by, what="meeting.as_listed", fields=fields)


@transaction.atomic
def hide_meeting(*, meeting: Meeting, hidden: bool, by: Viewer) -> None:
    """Take a meeting off the public pages and the feed, or put it back. Imports leave that alone."""
    meeting = Meeting.objects.select_for_update().get(organization=by.organization_id, pk=meeting.pk)
    meeting.hidden = hidden
    _save(meeting, by, what="meeting.hidden" if hidden else "meeting.shown", fields=["hidden"])


def _save(meeting: Meeting, by: Viewer, *, what: str, fields: list[str]) -> None:
    derive(meeting)
    source = meeting.source
    meeting.updated_at = source.changed_at = now()
    meeting.save()
    refresh_facets(source)
    source.save()
    record(what=what, about=meeting, by=by, fields=fields)
