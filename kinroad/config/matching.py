"""`kinroad propose-matches`: says who could walk with whom, for everyone who waits. It changes nothing."""

import argparse
import json
import time
from functools import cache
from typing import Any

from django.template.loader import get_template

from kinroad.coaching.queries.best_match import ForEveryone, for_everyone
from kinroad.coaching.rules.matching import Reason
from kinroad.coaching.views.match import label_of
from kinroad.config.house import refuse
from kinroad.people.queries.viewers import organization, organization_of_host

HERE = "127.0.0.1"  # of several organizations a command means the one this machine shows, else it must be told


def propose(options: argparse.Namespace) -> int:
    """Print the proposal, with ids alone: no name leaves the program."""
    try:
        place = (None if options.organization else organization_of_host(HERE)) or organization(options.organization)
    except LookupError as unclear:
        refuse(str(unclear))
    told = as_dict(for_everyone(organization_id=place.pk, clock=time.perf_counter))
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
        return 0
    print(f"Waiting: {told['waiting']}. Could have someone now: {told['proposed']}. Not yet: {told['not_yet']}.")
    for pair in told["pairs"]:
        print(f"{pair['participant']} with {pair['peer_leader']}: {'; '.join(pair['reasons'])}")
    print("Nobody was asked: a coordinator confirms a proposal on the page “One proposal for everyone”.")
    return 0


def as_dict(proposal: ForEveryone) -> dict[str, Any]:
    """The proposal in numbers and ids; points of preference and seconds as they are measured."""
    best = proposal.best
    words = reason_words()
    return {
        "waiting": len(best.pairs) + len(best.not_yet),
        "proposed": len(best.pairs),
        "not_yet": len(best.not_yet),
        "preference": best.preference / 100,
        "seconds_scoring": round(best.seconds_scoring, 6),
        "seconds_solving": round(best.seconds_solving, 6),
        "pairs": [
            {
                "participant": str(pair.participant_id),
                "peer_leader": str(pair.peer_leader_id),
                "reasons": [words(one) for one in proposal.reasons_of(pair.participant_id, pair.peer_leader_id)],
            }
            for pair in best.pairs
        ],
    }


def reason_words() -> Any:
    """The words the pages have for a reason: there are a few dozen, each is drawn once."""
    page: Any = get_template("coaching/_reasons.html")
    macros = page.template.make_module({})

    @cache
    def words(one: Reason) -> str:
        return str(macros.reason_words(one, label_of)).strip()

    return words
