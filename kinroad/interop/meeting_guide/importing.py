"""The door for `kinroad import meetings` and the page in Settings."""

from collections.abc import Mapping
from pathlib import Path

from kinroad.gatherings.actions.importing import import_rows, refuse_file
from kinroad.gatherings.actions.result import ImportResult
from kinroad.gatherings.rules.problems import Why
from kinroad.interop.meeting_guide.parse import parse
from kinroad.people.models import Organization
from kinroad.people.rules.viewer import Viewer


def import_meetings(
    *,
    path: Path | str,
    organization: Organization,
    by: Viewer | None = None,
    dry_run: bool = False,
    source: str = "",
    mapping: Mapping[str, str] | None = None,
) -> ImportResult:
    """Take over a file of meetings. `by` is the command itself when nobody is named.

    `source` names the list; without it the file finds the list it repeats. `mapping`: their heading to ours.
    """
    by = by or Viewer.system(organization.pk, organization.zone)
    try:
        content = Path(path).read_bytes()
    except OSError:
        return refuse_file(Why.FILE_UNREAD)
    return import_content(
        content=content, file_name=Path(path).name, organization=organization, by=by, dry_run=dry_run, source=source,
        mapping=mapping,
    )  # fmt: skip


def import_content(
    *,
    content: bytes,
    file_name: str,
    organization: Organization,
    by: Viewer,
    dry_run: bool = False,
    source: str = "",
    mapping: Mapping[str, str] | None = None,
) -> ImportResult:
    """The same for what somebody sent through a page."""
    parsed = parse(content, mapping=mapping)
    if parsed.unreadable:
        return refuse_file(parsed.unreadable)
    return import_rows(
        rows=parsed.rows, problems=parsed.problems, organization=organization, by=by, file_name=file_name,
        source_name=source, dry_run=dry_run,
    )  # fmt: skip
