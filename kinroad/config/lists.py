"""`kinroad import`: opens the right action, and prints what happened for people or for programs."""

import argparse
import json
from pathlib import Path
from typing import Any

from kinroad.config.house import refuse
from kinroad.interop.hsds.importing import import_resources
from kinroad.interop.hsds.writing import TABLES, write_tables
from kinroad.interop.meeting_guide.importing import import_meetings
from kinroad.interop.spreadsheet.importing import import_people
from kinroad.people.models import Organization
from kinroad.people.queries.viewers import organization, organization_of_host
from kinroad.people.rules.viewer import Viewer

HERE = "127.0.0.1"  # of several organizations a command means the one this machine shows, else it must be told
OWN = {*TABLES, "datapackage"}
ACTIONS: dict[str, Any] = {"meetings": import_meetings, "people": import_people, "resources": import_resources}


def take_over(options: argparse.Namespace) -> int:
    """Import a file. 0 when it was applied (or, on a dry run, would be), 1 when it is refused."""
    paths = [Path(each) for each in options.file]
    for path in paths:
        if not path.is_file() and not (path.is_dir() and options.what == "resources"):
            refuse(f"There is no file {path}.")
    if len(paths) > 1 and options.what != "resources":
        refuse(f"Import one file of {options.what} at a time.")
    place = _meant(options)
    by = Viewer.system(place.pk, place.zone)
    more = {} if options.what == "people" else {"source": options.source, "mapping": columns(options.column)}
    where: dict[str, Any] = {"paths": paths} if options.what == "resources" else {"path": paths[0]}
    outcome = ACTIONS[options.what](**where, organization=place, by=by, dry_run=options.dry_run, **more)
    told = outcome.as_dict()
    if options.json:
        print(json.dumps(told, ensure_ascii=False, default=str))
    else:
        tell(told, refused=outcome.refused, dry_run=options.dry_run)
        if getattr(outcome, "proposed", 0):
            print(f"{outcome.proposed} pairs may be the same place: an editor decides at /resources/doubles.")
    return 1 if outcome.refused else 0


def _meant(options: argparse.Namespace) -> Organization:
    try:
        return (None if options.organization else organization_of_host(HERE)) or organization(options.organization)
    except LookupError as unclear:
        refuse(str(unclear))


def write_out(options: argparse.Namespace) -> int:
    """Write the directory as HSDS tables. 0 when it is written; a folder that holds something else is left alone."""
    folder = Path(options.folder)
    if folder.exists() and (not folder.is_dir() or any(each.stem not in OWN for each in folder.iterdir())):
        refuse(f"{folder} holds something else. Name a new folder, or one that an earlier export made.")
    counts = write_tables(folder, organization_id=_meant(options).pk)
    if options.json:
        print(json.dumps(counts))
    else:
        print(", ".join(f"{name.replace('_', ' ')} {number}" for name, number in counts.items() if number))
        print(f"Written to {folder}.")
    return 0


def tell(told: dict[str, Any], *, refused: bool, dry_run: bool) -> None:
    """The same in words: one sentence for each problem row, the counts, and whether it was done."""
    for each in told["problems"]:
        row = f"Row {each['row']}" if each["row"] else ""
        print(": ".join(part for part in (each.get("file", ""), row, each["problem"]) if part))
    print(", ".join(f"{name.replace('_', ' ')} {number}" for name, number in told.items() if name != "problems"))
    if refused:
        print("Refused: nothing was changed.")
    else:
        print("This was a dry run: nothing was changed." if dry_run else "Done.")


def columns(said: list[str]) -> dict[str, str]:
    """Their headings to ours, from `--column "Start=time"`."""
    return {theirs.strip(): ours.strip() for theirs, sign, ours in (each.rpartition("=") for each in said) if sign}
