"""Whether the time of an answer tells that somebody is known, or that something is there but out of sight.

`python -m benchmarks.same_time [SAMPLES]` fills a throwaway database with the demo and asks in one process, the known
and the unknown by turns in a random order, 200 times each (OWASP ASVS 6.3.8). A line for each question: the medians in
milliseconds, and the p of the test of Mann and Whitney over both lists of times; below 0.01 the two can be told apart.
In seven questions that nobody can tell apart one falls below it in every fifteen runs: run it again before you believe
it. `TEST_DATABASE_URL` names another database (`scripts/with_postgres.py -- python -m benchmarks.same_time`).
"""

import logging
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import unified_diff
from statistics import median
from typing import Any

from benchmarks.throwaway import throwaway_house

SAMPLES, FIRST = 200, 10  # the first ones warm what is kept in memory, and are not counted
Asks = Callable[[], Any]


def main() -> None:
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    with in_a_demo():
        for question, known, unknown in questions():
            print(line(question, *timed(known, unknown, samples=samples)), flush=True)


@contextmanager
def in_a_demo() -> Iterator[None]:
    """A database with the demo in it, that goes away; of what is asked there nothing is logged."""
    with throwaway_house(demo=True):
        logging.disable(logging.WARNING)  # "Not Found", thousands of times
        yield


def questions() -> Iterator[tuple[str, Asks, Asks]]:
    """What is asked: by whom, of somebody who is known or there, and of nobody, in as many letters."""
    from kinroad.core.ids import uuid7
    from kinroad.demo.actions import PASSWORD
    from kinroad.people.models import Participant

    yield "a wrong password", sign_in("maya"), sign_in("mayx")
    yield "a wrong password of a participant", sign_in("luis"), sign_in("luix")
    for said, known, unknown in ways_in():
        yield f"a link to sign in, {said}", known, unknown

    peer_leader = visitor()
    peer_leader.post("/sign-in", {"login": "maya", "password": PASSWORD})
    assert peer_leader.get("/today").status_code == 200
    hidden = [each for each in Participant.objects.values_list("pk", flat=True) if not seen(peer_leader, each)]
    for address in ("/people/{}", "/people/{}/disclosures", "/people/{}/plan"):
        yield (
            f"{address}, out of sight",
            lambda address=address: peer_leader.get(address.format(random.choice(hidden))),
            lambda address=address: peer_leader.get(address.format(uuid7())),
        )


def visitor() -> Any:
    from django.test import Client

    return Client(SERVER_NAME="localhost")


def seen(client: Any, participant: Any) -> bool:
    return bool(client.get(f"/people/{participant}").status_code == 200)


def sign_in(name: str) -> Asks:
    return lambda: visitor().post("/sign-in", {"login": name, "password": "wrong lamp nine gravel"})


def ways_in() -> Iterator[tuple[str, Asks, Asks]]:
    def ask(said: str) -> Asks:
        return lambda: visitor().post("/sign-in/link", {"said": said})

    yield "by a name", ask("luis"), ask("luix")
    yield "by a number", ask(a_number()), ask("303-555-0199")


def a_number() -> str:
    """The phone of somebody who may sign in."""
    from kinroad.people.models import Standing

    people = [row.person for row in Standing.objects.select_related("person")]
    return next(str(each.phone) for each in people if each.phone and each.roles_held.filter(role="participant"))


def timed(known: Asks, unknown: Asks, *, samples: int) -> tuple[list[float], list[float]]:
    """The seconds of each answer; both answers are the same but for their tokens, or this ends with an error."""
    times: tuple[list[float], list[float]] = [], []
    answers: list[set[str]] = [set(), set()]
    for number in range(FIRST + samples):
        for which in random.sample((0, 1), 2):
            _forget_tries()
            begun = time.perf_counter()
            answer = (known, unknown)[which]()
            took = time.perf_counter() - begun
            answers[which].add(f"{answer.status_code} {words_of(answer.text)}")
            if number >= FIRST:
                times[which].append(took)
    if answers[0] != answers[1] or len(answers[0]) != 1:
        one, other = (sorted(each)[-1].splitlines() for each in answers)
        raise SystemExit("\n".join(["The answers differ:", *unified_diff(one, other, n=0, lineterm="")]))
    if next(iter(answers[0]))[:3] not in ("200", "404"):
        raise SystemExit(f"Nobody was asked: the answer was {next(iter(answers[0]))[:3]}.")
    return times


NEW_EACH_TIME = re.compile(r'((?:name="(?:csrfmiddlewaretoken|form_id|next)"|name="login" type="text") value=)"[^"]*"')


def words_of(text: str) -> str:
    """A page without what is new in each: its tokens, the id of its form, and what was asked for."""
    return NEW_EACH_TIME.sub(r"\1", text)


def _forget_tries() -> None:
    """Nobody waits here: the third wrong password is asked like the first."""
    from django.core.cache import cache

    from kinroad.people.models import Tries

    Tries.objects.all().delete()
    cache.clear()


def line(question: str, known: list[float], unknown: list[float]) -> str:
    from scipy.stats import mannwhitneyu

    p = float(mannwhitneyu(known, unknown).pvalue)
    medians = [median(each) * 1000 for each in (known, unknown)]
    told = "TOLD APART" if p < 0.01 else "not told apart"
    return f"{question}: {medians[0]:.2f} and {medians[1]:.2f} ms, {len(known)} each, p {p:.3f}: {told}"


if __name__ == "__main__":
    main()
