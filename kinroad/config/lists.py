"""`kinroad import`: opens the right action, and prints what happened for people or for programs."""

import argparse
import json
from pathlib import Path
from typing import Any

from kinroad.config.house import find, refuse

ACTIONS = {
    "meetings": "interop.meeting_guide.importing.import_meetings",
    "people": "interop.spreadsheet.importing.import_people",
}
COUNTS = ("read", "created", "updated", "unchanged", "vanished", "left_out")


def take_over(options: argparse.Namespace) -> int:
    """Import a file. 0 when applied (or when a dry run would be), 1 when refused."""
    path = Path(options.file)
    if not path.is_file():
        refuse(f"There is no file {path}.")
    organization = choose_organization(options.organization)
    more = {} if options.what == "people" else {"source": options.source, "mapping": columns(options.column)}
    outcome: Any = find(ACTIONS[options.what])(path=path, organization=organization, dry_run=options.dry_run, **more)
    said = outcome.as_dict()
    if options.json:
        print(json.dumps(said, ensure_ascii=False))
    else:
        for each in said["problems"]:
            print(f"Row {each['row']}, {each['field']}: {each['problem']}" if each["row"] else each["problem"])
        print(", ".join(f"{name.replace('_', ' ')} {said[name]}" for name in COUNTS))
        print(
            "Refused: nothing was changed."
            if outcome.refused
            else "Dry run: nothing was changed." * options.dry_run or "Done."
        )
    return 1 if outcome.refused else 0


def columns(said: list[str]) -> dict[str, str]:
    """Their headings to ours, from `--column "Start=time"`."""
    return {theirs.strip(): ours.strip() for theirs, sign, ours in (each.rpartition("=") for each in said) if sign}


def choose_organization(slug: str | None) -> Any:
    from kinroad.people.queries.viewers import organization

    try:
        return organization(slug)
    except LookupError as unclear:
        refuse(str(unclear))
