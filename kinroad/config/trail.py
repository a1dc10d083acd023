"""`kinroad audit verify`, and the sealing of every organization's trail."""

import argparse
import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from kinroad.audit.actions.sealing import seal
from kinroad.audit.queries.unsealed import LATE
from kinroad.audit.queries.verify import Verdict, verify
from kinroad.config.house import refuse
from kinroad.core.seal import CannotOpen
from kinroad.core.tenancy import inside
from kinroad.core.time import now
from kinroad.people.actions.at_the_door import NOWHERE
from kinroad.people.models import Organization
from kinroad.people.queries.viewers import organization


def trails() -> dict[UUID, str]:
    """Every trail of this installation: of each organization, and of what belongs to none."""
    return {**dict(Organization.objects.order_by("slug").values_list("pk", "slug")), NOWHERE: "nowhere"}


def seal_all(*, late: timedelta = LATE) -> int:
    """Seal what was written since, in every organization. Answers how many lines."""
    return sum(_seal_one(organization_id, late=late) for organization_id in trails())


def _seal_one(organization_id: UUID, *, late: timedelta) -> int:
    with inside(organization_id):
        return seal(organization_id, at=now(), late=late)


def check_trail(options: argparse.Namespace) -> int:
    """Read the whole trail. 0 when every row stands as it was written, 1 when one does not: the first is named."""
    try:
        wanted = {organization(options.organization).pk} if options.organization else set(trails())
        noted = read_noted(options.noted)
        verdicts = [(slug, verify(pk, noted=noted.get(slug))) for pk, slug in trails().items() if pk in wanted]
    except (LookupError, CannotOpen) as unclear:
        refuse(str(unclear))
    gone = sorted(set(noted) - set(trails().values())) if not options.organization else []
    if options.json:
        print(json.dumps({slug: as_dict(verdict) for slug, verdict in verdicts}))
    else:
        for slug, verdict in verdicts:
            print(f"{slug}: {tell(verdict)}")
    for slug in gone:
        print(f"{slug}: BROKEN. Its whole trail is gone: it was noted.", file=sys.stderr if options.json else None)
    return 1 if gone or any(verdict.broken for _slug, verdict in verdicts) else 0


def tell(verdict: Verdict) -> str:
    if verdict.broken:
        return f"BROKEN. {verdict.broken}."
    tail = f", {verdict.tail} not sealed yet" if verdict.tail else ""
    if verdict.tail and verdict.oldest_in_tail:
        tail += f" (since {verdict.oldest_in_tail:%Y-%m-%d %H:%M} UTC)"
    return f"{verdict.lines} lines stand as they were written, {verdict.seals} seals{tail}."


def as_dict(verdict: Verdict) -> dict[str, Any]:
    oldest = verdict.oldest_in_tail
    return {
        "broken": verdict.broken,
        "lines": verdict.lines,
        "seals": verdict.seals,
        "tail": verdict.tail,
        "oldest_in_tail": oldest.isoformat() if oldest else None,
        "head": verdict.head,
    }


def read_noted(file: str | None) -> dict[str, dict[int, str]]:
    """The heads that an earlier `kinroad audit verify --json` printed: by organization, number of the seal and head."""
    if not file:
        return {}
    try:
        said = json.loads(Path(file).read_text())
        return {slug: {each["seals"]: each["head"]} for slug, each in said.items() if each["seals"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise LookupError(f"{file} is not what `kinroad audit verify --json` printed.") from None
