"""Reading a list at its address: it proposes, an editor applies; small changes may go in by themselves."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from kinroad.core.fetch import OPEN_WEB, Fetched, FetchRefused, Way, fetch
from kinroad.core.time import now
from kinroad.gatherings.actions import files
from kinroad.gatherings.actions import source as actions
from kinroad.gatherings.actions.result import ImportResult
from kinroad.gatherings.models import MeetingFile, MeetingSource
from kinroad.gatherings.rules.changes import count_by_kind
from kinroad.gatherings.rules.refresh import is_small
from kinroad.interop.meeting_guide.importing import import_content
from kinroad.people.models import Organization
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer

UNREADABLE = "unreadable"


class Came(StrEnum):
    """What came of asking."""

    SAME = "same"
    WAITS = "waits"
    APPLIED = "applied"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Read:
    """One list, asked. `counts` by kind of change; `trouble` as the source keeps it."""

    name: str
    came: Came
    counts: dict[str, int]
    trouble: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The shape that `kinroad refresh-meetings --json` prints for each list."""
        return {"list": self.name, "came": self.came.value, "changes": self.counts, "trouble": self.trouble}


def read_list(*, source: MeetingSource, way: Way = OPEN_WEB, at: datetime | None = None) -> Read:
    """Ask the list's address what it says now. No transaction is open while we wait for others."""
    at = at or now()
    try:
        answer = fetch(source.address, etag=source.etag, last_modified=source.last_modified, way=way)
    except FetchRefused as refused:
        return _trouble(source, refused.trouble.value, at)
    marks = {"etag": answer.etag or source.etag, "last_modified": answer.last_modified or source.last_modified}
    if answer.body is None or actions.digest_of(answer.body) == source.digest:
        actions.note_the_same(source=source, at=at, content=None, **marks)
        return Read(source.name, Came.SAME, {})
    return take_in(source=source, answer=answer, at=at)


def take_in(*, source: MeetingSource, answer: Fetched, at: datetime) -> Read:
    """Take in a new answer: confirm, apply or propose, by what it would change."""
    content = answer.body or b""
    told: dict[str, Any] = {"source": source, "content": content, "at": at}
    told |= {"etag": answer.etag, "last_modified": answer.last_modified}
    tried = _import(source, content, dry_run=True)
    if tried.refused:
        return _trouble(source, UNREADABLE, at)
    counts = count_by_kind(tried.changes)
    if not (tried.created or tried.updated or tried.vanished):
        actions.note_the_same(**told)
        return Read(source.name, Came.SAME, {})
    most = policy_of(source.organization_id).meeting_list.small_changes
    if source.small_alone and is_small(changed=tried.changed, vanished=tried.vanished, listed=tried.listed, most=most):
        _import(source, content, dry_run=False)
        actions.note_applied(**told)
        return Read(source.name, Came.APPLIED, counts)
    actions.keep_for_an_editor(counts=counts, **told)
    return Read(source.name, Came.WAITS, counts)


def _trouble(source: MeetingSource, trouble: str, at: datetime) -> Read:
    actions.note_trouble(source=source, trouble=trouble, at=at)
    return Read(source.name, Came.TROUBLE, {}, trouble)


def _import(source: MeetingSource, content: bytes, *, dry_run: bool) -> ImportResult:
    organization = source.organization
    return import_content(
        content=content, file_name=source.name, source=source.name, organization=organization, dry_run=dry_run,
        by=Viewer.system(organization.pk, organization.zone),
    )  # fmt: skip


def apply_file(*, file: MeetingFile, organization: Organization, by: Viewer) -> ImportResult:
    """An editor says yes to a file that waited. One that came from the list's address then is what we show."""
    content = bytes(file.content)
    result = import_content(
        content=content, file_name=file.file_name, source=file.source_name, organization=organization, by=by
    )
    source, at = file.source, now()
    if source is not None and not result.refused:
        marks = {"etag": source.etag, "last_modified": source.last_modified}
        actions.note_applied(source=source, content=content, at=at, **marks)
    else:
        files.let_go(file=file, by=by)
    return result
