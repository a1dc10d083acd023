"""The calendar and the finder with a state's list of meetings and sixty own series, beside the same pages empty.

`python -m benchmarks.calendar` prints a line a page: CPU milliseconds empty and full, the ratio, and the queries of
both. LIST is a Meeting Guide CSV (default: the list of the shared data, if it stands beside the repository). Both
organizations stand in one throwaway SQLite database and are asked by turns.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import time as Clock
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT.parent / "shared" / "data" / "meetings" / "iowa_meetings.csv"
SERIES, ROUNDS, MOST_TIMES = 60, 30, 4.0
HOSTS = {"empty": "127.0.0.1", "full": "localhost"}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PAGES = (
    "/calendar",
    "/calendar?view=week",
    "/calendar?view=month",
    "/calendar?near=50309",
    "/meetings",
    "/meetings?when=day&day=1",
    "/meetings?near=50309",
)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("list", nargs="?", type=Path, default=LIST)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"KINROAD_DATA": f"{folder}/data", "KINROAD_KEYS": f"{folder}/keys"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
        os.environ.pop("DATABASE_URL", None)
        from kinroad.config.house import make_ready, open_house

        open_house(make=True)
        make_ready(demo=False, quietly=True)
        furnish(options.list)
        good = [measure(page) for page in PAGES]
        sys.exit(not all(good))


def furnish(listed: Path) -> None:
    """An empty organization and a full one, each under a name of this machine."""
    from kinroad.gatherings.models import Meeting
    from kinroad.gatherings.tests.gathering_factories import a_gathering
    from kinroad.interop.meeting_guide.importing import import_meetings
    from kinroad.people.models import HostName
    from kinroad.people.rules.viewer import Viewer
    from kinroad.people.tests.factories import OrganizationFactory

    for slug in ("empty", "full"):
        organization = OrganizationFactory(slug=slug, zone="America/Chicago")
        HostName(host=HOSTS[slug], organization=organization).save()
    for place in range(SERIES):
        rule = f"FREQ=WEEKLY;BYDAY={DAYS[place % 7]}"
        a_gathering(organization, name=f"Series {place}", rule=rule, start_time=Clock(8 + place % 12))
    by = Viewer.system(organization.pk, organization.zone)
    told = import_meetings(path=listed, organization=organization, by=by, dry_run=False, source="", mapping={})
    assert not told.refused, "the list was refused"
    print(f"{SERIES} series, {Meeting.objects.count()} meetings")


def measure(page: str) -> bool:
    """Whether the full page takes at most MOST_TIMES the empty one."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    asks: dict[str, Callable[[], int]] = {}
    for slug in ("empty", "full"):
        client = Client(HTTP_HOST=HOSTS[slug])
        asks[slug] = lambda client=client: client.get(page).status_code
    queries = {}
    for slug, ask in asks.items():
        assert ask() == 200, (page, slug)
        with CaptureQueriesContext(connection) as counted:
            ask()
        queries[slug] = len(counted)
    spent: dict[str, list[float]] = {"empty": [], "full": []}
    for _ in range(ROUNDS):
        for slug, ask in asks.items():
            began = time.process_time()
            ask()
            spent[slug].append(1000 * (time.process_time() - began))
    empty, full = median(spent["empty"]), median(spent["full"])
    print(
        f"{page:28} {empty:6.1f} {full:6.1f} ms  {full / empty:4.2f} times  "
        f"{queries['empty']} and {queries['full']} queries"
    )
    return full <= MOST_TIMES * empty


if __name__ == "__main__":
    main()
