"""`kinroad import`: opens the right action, and prints what happened for people or for programs."""

import argparse
import json
from pathlib import Path
from typing import Any

from kinroad.config.house import find, refuse

ACTIONS = {"meetings": "interop.actions.import_meetings", "people": "interop.spreadsheet.importing.import_people"}
COUNTS = ("read", "created", "updated", "unchanged", "vanished", "left_out")


def take_over(options: argparse.Namespace) -> int:
    """Import a file. 0 when applied (or when a dry run would be), 1 when refused."""
    path = Path(options.file)
    if not path.is_file():
        refuse(f"There is no file {path}.")
    organization = choose_organization(options.organization)
    outcome: Any = find(ACTIONS[options.what])(path=path, organization=organization, dry_run=options.dry_run)
    counts = {name: getattr(outcome, name) for name in COUNTS}
    problems = [{"row": each.row, "field": each.field, "problem": str(each.problem)} for each in outcome.problems]
    if options.json:
        print(json.dumps({**counts, "problems": problems}, ensure_ascii=False))
    else:
        for each in problems:
            print(f"Row {each['row']}, {each['field']}: {each['problem']}")
        print(", ".join(f"{name.replace('_', ' ')} {number}" for name, number in counts.items()))
        print(
            "Refused: nothing was changed."
            if outcome.refused
            else "Dry run: nothing was changed." * options.dry_run or "Done."
        )
    return 1 if outcome.refused else 0


def choose_organization(slug: str | None) -> Any:
    from kinroad.people.queries.viewers import organization

    try:
        return organization(slug)
    except LookupError as unclear:
        refuse(str(unclear))
