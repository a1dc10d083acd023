"""Several people at the same moment, each with a real connection of their own."""

from collections import Counter
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection

Doing = Callable[[], Any]


def at_once(*doings: Doing) -> list[Any]:
    """What comes of these, all begun at the same moment. Raises what one of them raises."""
    start = Barrier(len(doings))

    def one(doing: Doing) -> Any:
        _wait_longer()
        start.wait()
        try:
            return doing()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(one, doings))


def at_once_or_refused(*doings: Doing) -> list[Any]:
    """The same; where one is refused, the refusal stands for its answer."""
    return at_once(*(partial(_answer, doing) for doing in doings))


def counted_at_once(doing: Callable[[Any], Any], given: Collection[Any]) -> Counter[str]:
    """Do something for each at the same moment; how often each answer came, and how often "refused"."""
    answers = at_once_or_refused(*(partial(doing, each) for each in given))
    return Counter("refused" if isinstance(each, ValidationError) else str(each) for each in answers)


def _answer(doing: Doing) -> Any:
    try:
        return doing()
    except ValidationError as refused:
        return refused


def _wait_longer() -> None:
    """Who gets through is asked, not how fast: a busy machine must not break a wait for SQLite's one writer."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 60000")
