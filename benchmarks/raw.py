"""The same questions without the house: what each page asks, through the driver alone; and the report by hand.

`python -m benchmarks.raw PLAN` prints JSON. Everything runs in this one process, page and driver by turns.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from statistics import median
from typing import Any

import django

from benchmarks.load import CSRF, Request, requests_of

TRIES = 25
REPORTS = 3
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def main() -> None:
    django.setup()
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    with open(sys.argv[1]) as file:
        plan = json.load(file)
    plan["saves"].reverse()  # the served run began at the other end
    plan["looks"].reverse()
    client = Client(headers={"host": "127.0.0.1"})
    pages = {name: _page(client, requests) for name, requests in requests_of(plan).items()}
    json.dump({"pages": pages, "report": _report(client, plan["manager"])}, sys.stdout)


def _ask(client: Any, request: Request) -> Any:
    client.cookies.clear()
    client.cookies.load({"session": request.session, "form": CSRF})
    if request.body is None:
        return client.get(request.path)
    return client.post(request.path, request.body, content_type="application/x-www-form-urlencoded")


def _page(client: Any, requests: Any) -> dict[str, float]:
    """How many queries a page asks; and milliseconds, median: the page, and its queries through the raw driver."""
    from django.db import connection

    asked: list[tuple[str, Any]] = []

    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(CONTROL):
            asked.append((sql, params))
        return execute(sql, params, many, context)

    counts, pages, raws = [], [], []
    for number in range(TRIES):
        request = next(requests)
        asked.clear()
        start = time.perf_counter()
        with connection.execute_wrapper(listen):
            answer = _ask(client, request)
        took = time.perf_counter() - start
        if answer.status_code != request.good:
            raise SystemExit(f"{request.path}: {answer.status_code}")
        if number >= 5:  # the first ones open connections and load templates
            counts.append(len(asked))
            pages.append(took)
            raws.append(_through_the_driver(asked))
    return {"queries": max(counts), "page_ms": _ms(median(pages)), "raw_ms": _ms(median(raws))}


def _through_the_driver(asked: list[tuple[str, Any]]) -> float:
    """The reading queries again, on the same connection without Django. What was written cannot be written twice."""
    from django.db import connection

    connection.ensure_connection()
    sqlite = connection.vendor == "sqlite"
    again = [
        (sql.replace("%s", "?").replace("%%", "%") if sqlite else sql, params)
        for sql, params in asked
        if sql.startswith("SELECT")
    ]
    start = time.perf_counter()
    for sql, params in again:
        connection.connection.execute(sql, params or ()).fetchall()
    return time.perf_counter() - start


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)


SINCE = "organization_id = %s AND month BETWEEN %s AND %s"
BY_HAND = (
    f"""SELECT month, site_id, activity, kind, relation_to_treatment, SUM(sign), SUM(sign * minutes),
        SUM(CASE WHEN emotional THEN sign ELSE 0 END), SUM(CASE WHEN informational THEN sign ELSE 0 END),
        SUM(CASE WHEN instrumental THEN sign ELSE 0 END), SUM(CASE WHEN affiliational THEN sign ELSE 0 END)
        FROM service_log_line WHERE {SINCE} AND participant_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5""",
    f"""SELECT month, site_id, program_id, peer_leader_id, COUNT(*), SUM(long) FROM (
        SELECT occasion, month, site_id, program_id, peer_leader_id, SUM(sign * minutes) / SUM(sign) AS long
        FROM service_log_line WHERE {SINCE} GROUP BY 1, 2, 3, 4, 5 HAVING SUM(sign) > 0) AS contacts
        GROUP BY 1, 2, 3, 4""",
    f"""SELECT participant_id, site_id, program_id, peer_leader_id, kind, relation_to_treatment, SUM(sign)
        FROM service_log_line WHERE {SINCE} AND participant_id IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5, 6 HAVING SUM(sign) > 0""",
    f"""SELECT month, COUNT(*) FROM (SELECT month, participant_id FROM service_log_line
        WHERE {SINCE} AND participant_id IS NOT NULL GROUP BY 1, 2 HAVING SUM(sign) > 0) AS people GROUP BY 1""",
    f"""SELECT month, SUM(sign * people_without_record) FROM service_log_line
        WHERE {SINCE} AND participant_id IS NULL GROUP BY 1""",
)
EVERY_LINE = f"""SELECT occasion, participant_id, month, activity, minutes, sign, emotional, informational,
    instrumental, affiliational FROM service_log_line WHERE {SINCE}"""


def _report(client: Any, session: str) -> dict[str, Any]:
    """The report beside the same aggregates in SQL written by hand, by turns; and a recount, line by line."""
    from django.db import connection

    from kinroad.people.models import Organization

    organization = Organization.objects.get(slug="juniper-street").pk
    told = json.loads(_ask(client, Request("/reports/support.json", session)).content)
    months = [int(told[end].replace("-", "")) for end in ("from", "to")]
    sqlite = connection.vendor == "sqlite"
    params = (organization.hex if sqlite else organization, *months)
    pages, raws = [], []
    for _ in range(REPORTS):
        start = time.perf_counter()
        answer = _ask(client, Request("/reports/support", session))
        pages.append(time.perf_counter() - start)
        assert answer.status_code == 200
        start = time.perf_counter()
        for sql in BY_HAND:
            connection.connection.execute(sql.replace("%s", "?") if sqlite else sql, params).fetchall()
        raws.append(time.perf_counter() - start)
    rows = connection.connection.execute(EVERY_LINE.replace("%s", "?") if sqlite else EVERY_LINE, params)
    return {
        "page_ms": _ms(median(pages)),
        "raw_ms": _ms(median(raws)),
        "equals_recount": _differences(told, rows) == [],
        "times": told["all"]["times"],
    }


def _differences(told: dict[str, Any], rows: Any) -> list[str]:
    """Where the report differs from a count of the lines one by one, in Python."""
    types = ("emotional", "informational", "instrumental", "affiliational")
    all_: dict[str, int] = defaultdict(int)
    by_month: dict[tuple[int, str], int] = defaultdict(int)
    by_both: dict[tuple[int, str, str], int] = defaultdict(int)
    people: dict[Any, int] = defaultdict(int)
    occasions: dict[Any, int] = defaultdict(int)
    long: dict[Any, int] = defaultdict(int)
    received = 0
    for occasion, participant, month, activity, minutes, sign, *given in rows:
        occasions[occasion] += sign
        long[occasion] += sign * minutes
        if participant is None:
            continue
        people[participant] += sign
        received += sign * minutes
        for name, yes in (*zip(types, given, strict=True), ("times", True)):
            if yes:
                all_[name] += sign
                by_month[month, name] += sign
                by_both[month, activity, name] += sign
    ours = {name: all_[name] for name in (*types, "times")}
    ours["people"] = sum(times > 0 for times in people.values())
    ours["contacts"] = sum(standing > 0 for standing in occasions.values())
    ours["minutes_given"] = sum(int(long[each] / standing) for each, standing in occasions.items() if standing > 0)
    different = [name for name, count in ours.items() if told["all"][name] != count]
    different += ["minutes_received"] if told["minutes_received"] != received else []
    for row in told["months"]:
        month = int(row["month"].replace("-", ""))
        different += [row["month"] for name in (*types, "times") if row[name] != by_month[month, name]]
    for row in told["months_and_activities"]:
        key = int(row["month"].replace("-", "")), row["id"]
        different += [f"{key}" for name in (*types, "times") if row[name] != by_both[(*key, name)]]
    return different


if __name__ == "__main__":
    main()
