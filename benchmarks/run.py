"""The same work at growing sizes, on both databases, each page beside its floor: the frame without rows.

All sizes of a database are served at the same time, and asked by turns in short slices, so that whatever else the
machine does falls on all of them alike. Writes benchmarks/results.json.
"""

import argparse
import json
import os
import platform
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.house import ROOT, WORK, Built
from benchmarks.load import CONNECTIONS, Tally, requests_of, spend
from benchmarks.table import table
from scripts.with_postgres import free_port, throwaway_server

SLICE = 0.75  # seconds
FLOOR = {
    "today": "signed-in frame",
    "timeline": "signed-in frame",
    "finder, a day": "public frame",
    "finder, near a ZIP": "public frame",
    "people": "signed-in frame",
    "my team": "signed-in frame",
    "program": "signed-in frame",
    "contact save": "signed-in frame",  # last: it writes
}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", default="1000,100000,1000000", help="contacts")
    asked.add_argument("--databases", default="sqlite,postgres")
    asked.add_argument("--seconds", type=float, default=6, help="for each page and size, and as long for its frame")
    asked.add_argument("--pages", default="", help="only pages whose name begins so")
    asked.add_argument("--output", type=Path, default=ROOT / "benchmarks" / "results.json")
    options = asked.parse_args()
    sizes = [int(each) for each in options.sizes.split(",")]
    results: dict[str, Any] = {"about": _about(options, sizes)}
    for database in options.databases.split(","):
        with _server(database) as server:
            houses = [Built(database, size, server) for size in sizes]
            results[database] = measure(houses, seconds=options.seconds, only=options.pages)
    print(table(results))
    options.output.write_text(json.dumps(results, indent=1) + "\n")


def _about(options: argparse.Namespace, sizes: list[int]) -> dict[str, Any]:
    return {
        "sizes": sizes,
        "seconds": options.seconds,
        "connections": CONNECTIONS,
        "served": "gunicorn, 2 processes x 4 threads; the load on the same cores",
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "durable": "SQLite synchronous=FULL; PostgreSQL fsync and synchronous_commit on",
        "ratio": "time of a request / time of the frame in the slice before it, the median of the slices",
        "growth": "time of a request at this size / at the smallest, in the same round, the median",
        "raw": "the page's reading queries again through the driver alone, in one process with the page",
    }


@contextmanager
def _server(database: str) -> Any:
    named = os.environ.get("TEST_DATABASE_URL")
    if database == "sqlite":
        yield ""
    elif named:
        yield named.rpartition("/")[0]
    else:
        with throwaway_server(durable=True) as (address, _programs):
            yield address.rpartition("/")[0]


def measure(houses: list[Built], *, seconds: float, only: str) -> dict[str, Any]:
    """Every page at every size."""
    found: dict[str, Any] = {"built_in_seconds": {}, "pages": {}, "report": {}}
    for house in houses:
        if took := house.make():
            found["built_in_seconds"][str(house.contacts)] = round(took)
        _tell(f"{house.name}: copying")
        house.copy()
    plans = [json.loads(house.python("benchmarks.prepare")) for house in houses]
    with ExitStack() as stack:
        ports = [free_port() for _ in houses]
        for house, port in zip(houses, ports, strict=True):
            stack.enter_context(house.served(port))
        doors = [(port, requests_of(plan)) for port, plan in zip(ports, plans, strict=True)]
        for port, requests in doors:
            for floor in ("signed-in frame", "public frame", "today"):
                spend(1, requests[floor], port=port, into=Tally())
        for page, floor in FLOOR.items():
            if page.startswith(only):
                _tell(f"{houses[0].database}: {page}")
                found["pages"][page] = _by_turns(houses, doors, page=page, floor=floor, seconds=seconds)
    for house, plan in zip(houses, plans, strict=True):
        _tell(f"{house.name}: through the driver")
        path = WORK / house.name / "plan.json"
        path.write_text(json.dumps(plan))
        raw = json.loads(house.python("benchmarks.raw", str(path)))
        size = str(house.contacts)
        found["report"][size] = {**raw["report"], "ratio": _ratio(raw["report"])}
        for page, sizes in found["pages"].items():
            sizes[size] |= {**raw["pages"][page], "page_to_raw": _ratio(raw["pages"][page])}
    return found


def _ratio(of: dict[str, float]) -> float | None:
    return round(of["page_ms"] / of["raw_ms"], 2) if of["raw_ms"] else None


def _by_turns(
    houses: list[Built], doors: list[tuple[int, dict[str, Any]]], *, page: str, floor: str, seconds: float
) -> dict[str, Any]:
    pages, floors = [Tally() for _ in houses], [Tally() for _ in houses]
    for _ in range(max(2, round(seconds / SLICE))):
        for (port, requests), one, other in zip(doors, pages, floors, strict=True):
            spend(SLICE, requests[floor], port=port, into=other)
            spend(SLICE, requests[page], port=port, into=one)
    return {
        str(house.contacts): _row(one, other, smallest=pages[0])
        for house, one, other in zip(houses, pages, floors, strict=True)
    }


def _row(page: Tally, floor: Tally, *, smallest: Tally) -> dict[str, Any]:
    return {
        "per_second": round(page.per_second, 1),
        "p50_ms": round(page.percentile(0.5) * 1000, 2),
        "p99_ms": round(page.percentile(0.99) * 1000, 2),
        "errors": page.errors + floor.errors,
        "frame_per_second": round(floor.per_second, 1),
        "frame_p50_ms": round(floor.percentile(0.5) * 1000, 2),
        "ratio": round(median(a / b for a, b in zip(page.means, floor.means, strict=True)), 2),
        "growth": round(median(a / b for a, b in zip(page.means, smallest.means, strict=True)), 2),
    }


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
