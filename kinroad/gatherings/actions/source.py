"""Following a list at its address: where it is, how often we ask, what came of it, and what waits for an editor."""

from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit.actions import record
from kinroad.core.ids import meets_the_first
from kinroad.core.tasks import later
from kinroad.core.time import now
from kinroad.gatherings.models import Meeting, MeetingFile, MeetingSource
from kinroad.gatherings.rules.refresh import is_due
from kinroad.people.models import Organization
from kinroad.people.rules.viewer import Viewer

READ_A_LIST = "interop.tasks.read_list"


@meets_the_first(MeetingSource, whose=lambda organization, **_: {"organization_id": organization.pk})
def follow_list(
    *, id: UUID, organization: Organization, name: str, address: str, rhythm: str, small_alone: bool, by: Viewer
) -> MeetingSource:
    """Begin a list that we read from its address, and ask there soon."""
    if MeetingSource.objects.filter(organization=organization, name=name).exists():
        raise ValidationError({"name": _("There is already a list with this name. Open it and give it this address.")})
    source = MeetingSource(
        id=id, organization=organization, name=name, address=address, rhythm=rhythm, small_alone=small_alone,
        changed_at=now(),
    )  # fmt: skip
    source.save()
    record(what="meeting_list.followed", about=source, by=by)
    later(READ_A_LIST, source.pk)
    return source


@transaction.atomic
def set_address(*, source: MeetingSource, address: str, rhythm: str, small_alone: bool, by: Viewer) -> MeetingSource:
    """Say where a list is read, how often, and what goes in by itself; without an address it comes as files alone."""
    source = MeetingSource.objects.select_for_update().get(organization=by.organization_id, pk=source.pk)
    if source.address != address:
        source.address, source.asked_at, source.trouble = address, None, ""
        source.etag = source.last_modified = source.digest = ""
        source.shown = False
        drop_waiting(source)
        if address:
            later(READ_A_LIST, source.pk)
    source.rhythm, source.small_alone = rhythm, small_alone
    source.save()
    record(what="meeting_list.address_set", about=source, by=by, fields=("address", "rhythm", "small_alone"))
    return source


@transaction.atomic
def ask_again(*, source: MeetingSource, by: Viewer) -> None:
    """Ask the list's address soon, because somebody wants to know now."""
    if not source.address:
        raise ValidationError(_("This list has no address. Give it one first."))
    record(what="meeting_list.asked", about=source, by=by)
    later(READ_A_LIST, source.pk)


def ask_who_is_due(*, organization_id: UUID, at: datetime) -> int:
    """Once a day: put every list whose rhythm says so in the queue; how many. Two workers never ask the same twice."""
    asked = 0
    followed = MeetingSource.objects.filter(organization=organization_id).exclude(address="").order_by("name")
    for id, asked_at, rhythm in list(followed.values_list("pk", "asked_at", "rhythm")):
        if not is_due(asked_at=asked_at, rhythm=rhythm, at=at):
            continue
        with transaction.atomic():
            mine = MeetingSource.objects.filter(organization=organization_id, pk=id, asked_at=asked_at)
            if mine.update(asked_at=at):
                later(READ_A_LIST, id)
                asked += 1
    return asked


@transaction.atomic
def note_trouble(*, source: MeetingSource, trouble: str, at: datetime) -> None:
    """The address gave us nothing we can use. What we show stays as it is."""
    _answered(source, at=at, trouble=trouble)


@transaction.atomic
def note_the_same(*, source: MeetingSource, at: datetime, content: bytes | None, etag: str, last_modified: str) -> None:
    """The address says what it said before (`content` None), or what we show anyway: then the list is confirmed."""
    source = _answered(source, at=at, etag=etag, last_modified=last_modified)
    if content is not None:
        source.digest, source.shown = digest_of(content), True
        drop_waiting(source)
    if source.shown:
        source.imported_at = at
    source.save()


@transaction.atomic
def keep_for_an_editor(
    *, source: MeetingSource, content: bytes, counts: dict[str, int], etag: str, last_modified: str, at: datetime
) -> MeetingFile:
    """What the address answered waits for an editor; an older answer that still waits goes."""
    source = _answered(source, at=at, etag=etag, last_modified=last_modified)
    source.digest, source.shown = digest_of(content), False
    source.save()
    drop_waiting(source)
    kept = MeetingFile(
        organization_id=source.organization_id, source=source, source_name=source.name, file_name=source.name,
        content=content, kept_at=at, counts=counts,
    )  # fmt: skip
    kept.save()
    record(what="meeting_list.changes_wait", about=kept, by=_system(source))
    return kept


@transaction.atomic
def note_applied(*, source: MeetingSource, content: bytes, etag: str, last_modified: str, at: datetime) -> None:
    """What the address answered is what we show now."""
    source = _answered(source, at=at, etag=etag, last_modified=last_modified)
    source.digest, source.shown = digest_of(content), True
    source.save()
    drop_waiting(source)


@transaction.atomic
def confirm_meeting(*, meeting: Meeting, by: Viewer, on: date) -> None:
    """One of us checked that a listing is right as it stands."""
    meeting = Meeting.objects.select_for_update().get(organization=by.organization_id, pk=meeting.pk)
    meeting.last_verified_on = on
    meeting.save(update_fields=["last_verified_on"])
    record(what="meeting.checked", about=meeting, by=by, fields=("last_verified_on",))


def digest_of(content: bytes) -> str:
    """What an answer is known by when it comes again."""
    return sha256(content).hexdigest()


def drop_waiting(source: MeetingSource) -> None:
    """An answer that nobody needs to decide on any more."""
    MeetingFile.objects.filter(organization=source.organization_id, source=source).delete()


def _answered(
    source: MeetingSource, *, at: datetime, trouble: str = "", etag: str = "", last_modified: str = ""
) -> MeetingSource:
    source = MeetingSource.objects.select_for_update().get(organization=source.organization_id, pk=source.pk)
    source.asked_at, source.trouble = at, trouble
    if not trouble:
        source.etag, source.last_modified = etag, last_modified
    source.save()
    return source


def _system(source: MeetingSource) -> Viewer:
    return Viewer.system(source.organization_id, "UTC")
