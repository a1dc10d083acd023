"""The door for `kinroad import resources`."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from kinroad.interop.hsds.columns import Parsed, refuse
from kinroad.interop.hsds.reading import LARGEST, parse, parse_folder
from kinroad.people.models import Organization
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.actions.importing import File, import_files
from kinroad.resources.actions.result import ImportResult
from kinroad.resources.rules.problems import Why

MOST_BYTES_HERE = 2 * 1024 * 1024
MOST_ROWS_HERE = 2000
"""What a page takes over while somebody waits for it; the command takes more."""


def import_resources(
    *,
    paths: Sequence[Path | str],
    organization: Organization,
    by: Viewer | None = None,
    dry_run: bool = False,
    source: str = "",
    mapping: Mapping[str, str] | None = None,
) -> ImportResult:
    """Take over files of resources, all or none. `by` is the command itself when nobody is named.

    `source` names the list (of one file); without it a file finds the list it repeats. `mapping`: their heading to
    ours.
    """
    by = by or Viewer.system(organization.pk, organization.zone)
    files = []
    for path in map(Path, paths):
        parsed = _read(path, mapping or {})
        files.append(
            File(name=path.name, rows=parsed.rows, problems=parsed.problems, unreadable=parsed.unreadable,
                 source=source if len(paths) == 1 else "")
        )  # fmt: skip
    return import_files(files=files, organization=organization, by=by, dry_run=dry_run)


def import_handed_in(
    *,
    name: str,
    content: bytes,
    organization: Organization,
    by: Viewer,
    dry_run: bool,
    source: str = "",
    mapping: Mapping[str, str] | None = None,
) -> ImportResult:
    """Take over one file that came through a page. The same as the command, for a file that a request can carry."""
    parsed = parse(content, mapping=mapping)
    if len(parsed.rows) > MOST_ROWS_HERE:
        parsed = refuse(Why.TOO_LONG_FOR_A_PAGE)
    file = File(name, parsed.rows, parsed.problems, parsed.unreadable, source)
    return import_files(files=[file], organization=organization, by=by, dry_run=dry_run)


def _read(path: Path, mapping: Mapping[str, str]) -> Parsed:
    try:
        if path.is_dir():
            return parse_folder(path)
        if path.stat().st_size > LARGEST:
            return refuse(Why.FILE_LARGE)
        return parse(path.read_bytes(), mapping=mapping)
    except OSError:
        return refuse(Why.FILE_UNREAD)
