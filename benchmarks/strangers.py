"""Every id of a demo at every address that takes one, asked by somebody who must not see it.

`python -m benchmarks.strangers [MOST]` fills a throwaway database with the demo and asks in one process, GET and POST,
as the manager of another organization, a peer leader, a participant and an evaluator: up to MOST ids (60) of the kind
that an address names, of people they have nothing to do with. Whatever a request changes is taken back. Each answer
must be that of an id of nothing, but for tokens; a line for each person says how many were, and names what was not.
`TEST_DATABASE_URL` names another database, as in `benchmarks.same_time`.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from benchmarks.same_time import in_a_demo, visitor, words_of

MOST = 60
WHO = ("olga", "maya", "luis", "eve")
SAID_BEFORE = re.compile(r'<section id="page-status".*?</section>', re.DOTALL)  # what an earlier form was answered


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else MOST
    with in_a_demo():
        for who in WHO:
            asked, differ = walk(who, most=most)
            print(f"{who}: {asked:,} answers, {sum(differ.values())} not those of an id of nothing", flush=True)
            for address, many in differ.items():
                print(f"  {address}: {many}")


def walk(who: str, *, most: int) -> tuple[int, Counter[str]]:
    """How many answers were asked for, and at which addresses they differ."""
    from kinroad.core.ids import uuid7
    from kinroad.demo.actions import PASSWORD

    client = visitor()
    assert client.post("/sign-in", {"login": who, "password": PASSWORD}).status_code == 302
    asked, differ = 0, Counter[str]()
    for address, rows in theirs(client, who):
        last = list(address.kwargs)[-1]
        for method in ("get", "post"):
            nothing = {said(client, method, address, {name: uuid7() for name in address.kwargs}) for _each in range(2)}
            for row in random.sample(rows, min(most, len(rows))):
                values = {name: row.get(name) or uuid7() for name in address.kwargs} | {last: row["id"]}
                asked += 1
                differ[f"{method} {address.name}"] += said(client, method, address, values) not in nothing
    return asked, +differ


def theirs(client: Any, who: str) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """Each address behind the sign-in that takes ids, with rows of its kind that this person has nothing to do with."""
    from kinroad.people.models import Participant, PeerLeader, Standing
    from tests.house.reading import addresses, our_models

    own = Standing.objects.get(account__username=who)
    mine = {own.person_id}
    for model in (Participant, PeerLeader):
        mine |= set(model.objects.filter(person=own.person_id).values_list("pk", flat=True))
    out_of_sight = {
        each
        for each in Participant.objects.exclude(pk__in=mine).values_list("pk", flat=True)
        if client.get(f"/people/{each}").status_code != 200
    }

    def is_strange(row: dict[str, Any]) -> bool:
        elsewhere = row.get("organization_id", own.organization_id) != own.organization_id
        about = row.get("participant_id") or row["id"]
        ids = {each for each in row.values() if isinstance(each, UUID)}
        return (elsewhere or about in out_of_sight) and not mine & ids

    models = {model.__name__.lower(): model for model in our_models()}
    for address in addresses():
        if set(address.kwargs.values()) != {"uuid"} or address.is_public:
            continue
        model = models.get(list(address.kwargs)[-1].removesuffix("_id").replace("_", ""))
        rows = [] if model is None else [row for row in model._base_manager.values() if isinstance(row.get("id"), UUID)]
        yield address, [row for row in rows if is_strange(row)]


def said(client: Any, method: str, address: Any, values: dict[str, Any]) -> str:
    """The answer without what is new in each, and without the ids that were asked for."""
    from django.db import transaction
    from django.urls import reverse

    with transaction.atomic():
        answer = getattr(client, method)(reverse(address.name, kwargs=values))
        transaction.set_rollback(True)
    page = SAID_BEFORE.sub("", words_of(answer.content.decode(errors="replace")))
    text = f"{answer.status_code} {answer.headers.get('Location', '')} {page}"
    for each in values.values():
        text = text.replace(str(each), "")
    return text


if __name__ == "__main__":
    main()
