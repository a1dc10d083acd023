"""`kinroad refresh-meetings`: asks every list that has an address what it says now."""

import argparse
import json

from kinroad.config.house import refuse
from kinroad.gatherings.queries.source import followed
from kinroad.interop.actions.reading import Came, Read, read_list
from kinroad.people.queries.viewers import organization

SAID = {
    Came.SAME: "as before",
    Came.WAITS: "changes wait for an editor under Settings, Lists of meetings",
    Came.APPLIED: "changes are shown now",
    Came.TROUBLE: "nothing could be read; what is shown stays",
}


def refresh(options: argparse.Namespace) -> int:
    """Read the lists. 0 when all of them answered, 1 when one did not."""
    try:
        place = organization(options.organization) if options.organization else None
    except LookupError as unclear:
        refuse(str(unclear))
    sources = followed(organization_id=place.pk if place else None, name=options.source)
    if options.source and not sources:
        refuse(f"No list with an address is called {options.source}.")
    told = [read_list(source=source) for source in sources]
    if options.json:
        print(json.dumps([each.as_dict() for each in told], ensure_ascii=False))
    else:
        for each in told:
            print(in_words(each))
        print("Done." if told else "No list has an address.")
    return 1 if any(each.came is Came.TROUBLE for each in told) else 0


def in_words(read: Read) -> str:
    counts = ", ".join(f"{number} {kind}" for kind, number in read.counts.items())
    why = f" ({read.trouble})" if read.trouble else ""
    return f"{read.name}: {SAID[read.came]}{why}{f': {counts}' if counts else ''}"
