"""`kinroad calls recount`: the numbers of support by phone, counted once more from the raw attempts."""

import argparse
import json
from datetime import date

from kinroad.coaching.queries.call_figures import raw
from kinroad.coaching.rules.call_figures import CallFigures, Share, recount, year_up_to
from kinroad.config.house import refuse
from kinroad.core.time import today
from kinroad.people.queries.viewers import organization, organization_of_host

HERE = "127.0.0.1"


def count_again(options: argparse.Namespace) -> int:
    """Print the figures. They are those of the page `/calls/figures`, which the database counts another way."""
    try:
        place = (None if options.organization else organization_of_host(HERE)) or organization(options.organization)
        day = today(place.zone)
        since, until = year_up_to(day)
        since = date.fromisoformat(options.since) if options.since else since
        until = date.fromisoformat(options.until) if options.until else until
    except (LookupError, ValueError) as unclear:
        refuse(str(unclear))
    attempts, questions = raw(place.pk)
    figures = recount(attempts, questions, since=since, until=until, today=day)
    if options.json:
        print(json.dumps({"since": since.isoformat(), "until": until.isoformat(), **figures.as_json()}))
    else:
        _print(figures, since=since, until=until)
    return 0


def _print(figures: CallFigures, *, since: date, until: date) -> None:
    print(f"Calls from {since} to {until}")
    print(f"attempts: {figures.attempts}, to {figures.people} people")
    for name, many in figures.outcomes.items():
        print(f"  {name}: {many}")
    print("reach rate:", _said(figures.reached))
    print("maintaining recovery:", _said(figures.recovery))
    print("still wanting calls after twelve weeks:", _said(figures.wanting))
    for days, share in figures.again.items():
        print(f"reached again within {days} days:", _said(share))


def _said(share: Share) -> str:
    rate = "-" if share.percent is None else f"{share.percent} %"
    return f"{share.part} of {share.whole} ({rate}); not known: {share.missing}"
