"""Two independent programs fetch the feed and list the right local hours: vdirsyncer and khal."""

import subprocess
import sys
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
import time_machine

from kinroad.gatherings.models import Session, State
from kinroad.gatherings.tests.gathering_factories import a_gathering, next_session
from kinroad.people.tests.factories import OrganizationFactory

PROGRAMS = Path(sys.executable).parent
AUTUMN, SPRING = "2026-10-25", "2027-03-07"  # two weeks from here, the clocks change in the middle
CHICAGO, DENVER, PHOENIX = "America/Chicago", "America/Denver", "America/Phoenix"

SYNC = """
[general]
status_path = "{folder}/status"
[pair calendar]
a = "ours"
b = "theirs"
collections = null
[storage ours]
type = "http"
url = "{url}/feeds/calendar.ics"
[storage theirs]
type = "filesystem"
path = "{folder}/events"
fileext = ".ics"
"""
READ = """
[calendars]
[[ours]]
path = {folder}/events
[sqlite]
path = {folder}/{zone_name}.db
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


class OtherCalendar:
    """Somebody's own calendar, on another machine."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        (folder / "events").mkdir()
        (folder / "sync").write_text(SYNC.format(folder=folder, url=url))

    def sync(self) -> None:
        for word in ("discover", "sync"):
            self._run("vdirsyncer", "-c", self.folder / "sync", word)

    def lists(self, first: str, zone: str) -> list[str]:
        """What stands there in the two weeks from this day, on the clocks of a zone."""
        settings = self.folder / zone.replace("/", "-")
        settings.write_text(READ.format(folder=self.folder, zone=zone, zone_name=settings.name))
        shape = "{start-date} {start-time} {title}"
        return self._run(
            "khal", "-c", settings, "list", first, "14d", "--day-format", "", "--format", shape
        ).splitlines()

    def _run(self, program: str, *words: object) -> str:
        environment = {"HOME": str(self.folder), "PATH": str(PROGRAMS), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [PROGRAMS / program, *map(str, words)], env=environment, capture_output=True, text=True, timeout=120
        )
        said = done.stdout + done.stderr
        assert done.returncode == 0, said
        assert "error" not in said.lower(), said
        return done.stdout.strip()


@pytest.fixture
def other(live_server, tmp_path):
    with time_machine.travel(datetime(2026, 10, 20, 17, 0, tzinfo=UTC), tick=True):
        iowa = OrganizationFactory(slug="corridor", zone=CHICAGO, state="IA", name="Corridor")
        supper = a_gathering(iowa, zone=CHICAGO)
        a_gathering(iowa, name="Mountain walk", zone=DENVER, rule="FREQ=WEEKLY;BYDAY=SA", start_time=time(9))
        a_gathering(iowa, name="Desert circle", zone=PHOENIX, rule="FREQ=WEEKLY;BYDAY=MO", start_time=time(18))
        calendar = OtherCalendar(tmp_path, live_server.url)
        calendar.sync()
        calendar.supper = supper
        yield calendar


def test_other_programs_list_the_right_hours_around_both_changes_of_the_clock(other):
    assert other.lists(AUTUMN, CHICAGO) == [
        "2026-10-26 20:00 Desert circle",
        "2026-10-30 18:00 Friday supper",
        "2026-10-31 10:00 Mountain walk",
        "2026-11-02 19:00 Desert circle",
        "2026-11-06 18:00 Friday supper",
        "2026-11-07 10:00 Mountain walk",
    ]
    assert other.lists(SPRING, DENVER) == [
        "2027-03-08 18:00 Desert circle",
        "2027-03-12 17:00 Friday supper",
        "2027-03-13 09:00 Mountain walk",
        "2027-03-15 19:00 Desert circle",
        "2027-03-19 17:00 Friday supper",
        "2027-03-20 09:00 Mountain walk",
    ]

    gone = next_session(other.supper)
    Session.objects.filter(pk=gone.pk).update(state=State.CANCELLED, version=2)
    other.sync()

    assert "2026-10-23 18:00 Cancelled: Friday supper" in other.lists("2026-10-20", CHICAGO)
