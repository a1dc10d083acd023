"""A closed loop of keep-alive connections: each asks, waits for the answer, and asks again."""

import http.client
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

CONNECTIONS = 2
CSRF = "c" * 32
ZIPS = ("80203", "80205", "80209", "80211", "80214", "80219", "80221", "80229", "80231", "80234", "80010", "80110")


@dataclass(frozen=True)
class Request:
    """One request, and the status that answers it well."""

    path: str
    session: str = ""
    body: str | None = None
    good: int = 200

    def ask(self, connection: http.client.HTTPConnection) -> bool:
        headers = {"Cookie": f"session={self.session}; form={CSRF}" if self.session else f"form={CSRF}"}
        if self.body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("GET" if self.body is None else "POST", self.path, self.body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status == self.good


@dataclass
class Tally:
    """What a target took, slice after slice. Times are seconds."""

    times: list[float] = field(default_factory=list)
    means: list[float] = field(default_factory=list)
    seconds: float = 0.0
    errors: int = 0

    def percentile(self, part: float) -> float:
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds


def spend(seconds: float, requests: Iterator[Request], *, port: int, into: Tally) -> None:
    """One slice: ask for as long as it lasts, on every connection at once."""
    begun = time.perf_counter()
    times: list[float] = []
    errors: list[str] = []

    def loop() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.connect()
        while (start := time.perf_counter()) - begun < seconds:
            request = next(requests)
            try:
                good = request.ask(connection)
            except (OSError, http.client.HTTPException):
                good = False
                connection.close()
            if not good:
                errors.append(request.path)
            times.append(time.perf_counter() - start)
        connection.close()

    threads = [threading.Thread(target=loop) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    into.seconds += time.perf_counter() - begun
    into.times += times
    into.means.append(sum(times) / max(1, len(times)))
    into.errors += len(errors)


def requests_of(plan: dict[str, Any]) -> dict[str, Iterator[Request]]:
    """The requests of each page, every one for another peer leader or participant as long as there are others."""
    leaders = plan["leaders"]
    return {
        "signed-in frame": cycle([Request("/frame", session) for session in leaders]),
        "public frame": cycle([Request("/public-frame")]),
        "today": cycle([Request("/today", session) for session in leaders]),
        "timeline": cycle([Request(f"/people/{each}", session) for session, each in plan["looks"]]),
        "finder, a day": cycle([Request(f"/meetings?day={n % 7}&page={n // 7 + 1}") for n in range(21)]),
        "finder, near a ZIP": cycle(
            [Request(f"/meetings?day={n % 7}&near={ZIPS[n % len(ZIPS)]}") for n in range(7 * len(ZIPS))]
        ),
        "contact save": iter([_save(*each) for each in plan["saves"]]),
        "people": cycle([Request("/people", session) for session in leaders]),
        "my team": cycle([Request("/my-team", plan["supervisor"])]),
        "program": cycle([Request("/program", plan["manager"])]),
    }


def _save(session: str, participant_id: str, form_id: str) -> Request:
    said = {
        "csrfmiddlewaretoken": CSRF,
        "id": form_id,
        "how": "phone",
        "minutes": "15",
        "support": ["emotional", "informational"],
        "did": "listened",
        "next": "7",
        "on": time.strftime("%Y-%m-%d", time.gmtime(time.time() - 86400)),
        "note": "We went through the week together, and set the next step.",
        "next_step": "Call the housing office.",
    }
    return Request(f"/people/{participant_id}/contacts/new", session, urlencode(said, doseq=True), 302)
