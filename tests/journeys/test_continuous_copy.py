"""A copy every second or minute loses nothing answered, and whoever was purged stays purged, whatever is put back.

Litestream copies SQLite as it is written, as docs/operations.md tells; `kinroad backup --every` copies it sealed.
"""

import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.journeys.house import ROOT, House
from tests.journeys.test_power_cut import WORLD, Writer, saved

PROGRAM = shutil.which("litestream") or str(Path(sys.executable).with_name("litestream"))
BEHIND = 2.0  # seconds it may be behind: it copies once a second
WRITING = 3.0  # seconds
CONFIGURATION = re.search(r"```yaml\n(dbs:.*?)```", (ROOT / "docs" / "operations.md").read_text(), re.DOTALL)
# `kinroad backup --every 1`, whose minute is half a second long.
EVERY = """
import django, sys; django.setup()
from kinroad.config import backup, cli
backup.MINUTE = 0.5
sys.exit(cli.main(["backup", sys.argv[1], "--every", "1", "--keep", "60"]))
"""
# Support ended, and seven years passed; then `kinroad purge`.
PURGED = """
import django, sys; django.setup()
from datetime import timedelta
import time_machine
from kinroad.config import cli
from kinroad.core.time import now, today
from kinroad.people.models import Episode, Participant
for one in Participant.objects.all():
    Episode.objects.filter(participant=one).delete()
    facts = {"started_on": today("UTC") - timedelta(days=200), "ended_on": today("UTC"), "reason": "done"}
    Episode(organization=one.organization, participant=one, **facts).save()
with time_machine.travel(now() + timedelta(days=366 * 7)):
    sys.exit(cli.main(["purge"]))
"""
# Every sealed value of every table, opened: where somebody's name still stands, and how many are purged.
STANDS = """
import django, json; django.setup()
from kinroad.core.resealing import sealed_fields, sealed_models
from kinroad.people.models import Participant, SearchKey
from tests import canaries
from tests.world import NAME
opened = {
    f"{model._meta.label}.{each.name}"
    for model in sealed_models() for row in model._base_manager.all() for each in sealed_fields(model)
    if NAME in str(getattr(row, each.attname))
}
purged = Participant.objects.filter(purged_on__isnull=False)
print(json.dumps({
    "opened": sorted(opened),
    "in_the_open": sorted(canaries.found_in_the_database()),
    "purged": purged.count(),
    "consents": purged.filter(consents_purged_on__isnull=False).count(),
    "found_by": SearchKey.objects.filter(person__participants__in=purged).count(),
}))
"""
GONE = {"opened": [], "in_the_open": [], "found_by": 0}


@dataclass
class Copied:
    """What was answered in time, the house after the power cut, and what Litestream brought back."""

    house: House
    in_time: list[str]
    restored: Path
    said: str


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    if not Path(PROGRAM).exists():
        pytest.skip("litestream is not installed (make test installs it)")
    folder = tmp_path_factory.mktemp("copied")
    house = House(folder, "--no-demo", "--processes", "1")
    house.start()
    participant_id, username = script(house, WORLD).stdout.split()
    settings, restored = folder / "litestream.yml", folder / "restored.sqlite3"
    assert CONFIGURATION, "docs/operations.md has no configuration of Litestream"
    words = CONFIGURATION[1].replace("/srv/kinroad/data", str(folder / "data"))
    settings.write_text(words.replace("/mnt/copies/kinroad", str(folder / "litestream")))
    with (folder / "copying").open("wb") as log:
        copying = subprocess.Popen([PROGRAM, "replicate", "-config", str(settings)], stdout=log, stderr=log)
    try:
        writer = Writer(house, username, participant_id)
        writing = threading.Thread(target=writer.write_until_enough)
        writing.start()
        time.sleep(WRITING)
        in_time = list(writer.answered)
        time.sleep(BEHIND)
        house.cut_the_power()
        copying.send_signal(signal.SIGKILL)
        writer.enough.set()
        writing.join()
    finally:
        house.stop()
        copying.kill()
        copying.wait()
    back = [PROGRAM, "restore", "-config", str(settings), "-o", str(restored), str(folder / "data/kinroad.sqlite3")]
    done = subprocess.run(back, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr + (folder / "copying").read_text()
    return Copied(house, in_time, restored, done.stderr)


def script(house, words, *arguments):
    done = subprocess.run(
        [sys.executable, "-c", words, *arguments], cwd=ROOT, env=house.environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_what_was_answered_is_in_the_copy_two_seconds_later(copied):
    with sqlite3.connect(copied.restored) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        there = {row[0] for row in database.execute("select id from coaching_contact")}

    assert copied.in_time
    assert set(copied.in_time) <= there <= set(saved(copied.house))


def test_whoever_was_purged_stays_purged_whichever_copy_is_put_back(copied, tmp_path):
    """Requirement 52, with the commands of docs/operations.md: backup, purge, backup, restore of the older one; and the
    same from Litestream's copy, which knows nothing of purges."""
    ours, copies = copied.house, tmp_path / "copies"
    loop = subprocess.Popen(
        [sys.executable, "-c", EVERY, str(copies)], cwd=ROOT, env=ours.environment, stdout=subprocess.DEVNULL
    )
    try:
        older = next_backup(copies, after=set())
        purged = script(ours, PURGED)
        began = time.monotonic()
        newer = next_backup(copies, after={older})
        behind = time.monotonic() - began
    finally:
        loop.terminate()
        loop.wait()
    again = house_beside(ours, tmp_path / "again")
    restored = again.kinroad("restore", str(copies / older), "--into", str(again.folder / "data"))
    lite = house_beside(ours, tmp_path / "lite")
    (lite.folder / "data").mkdir(parents=True)
    shutil.copy(copied.restored, lite.folder / "data" / "kinroad.sqlite3")
    before, named = stands(lite), lite.kinroad("purge", "--again", str(copies / newer))
    verified = lite.kinroad("audit", "verify")
    found = stands(again), stands(lite)
    line = change_a_line(lite)
    broken = lite.kinroad("audit", "verify")

    assert "purged" in purged.stdout
    assert behind < 10
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert "lines stand as they were written" in restored.stdout
    assert "purged here again" in restored.stdout
    assert before["opened"]
    assert named.returncode == 0, named.stderr
    assert "purged here again" in named.stdout
    assert verified.returncode == 0, verified.stdout
    assert (broken.returncode, line in broken.stdout.replace("-", "")) == (1, True)
    for each in found:
        assert each["purged"] == each["consents"] >= 1
        assert GONE.items() <= each.items()
    assert not [path for path in copies.rglob("*") if path.is_file() and b"SQLite format" in path.read_bytes()]


def house_beside(ours, folder):
    """Another machine to which the folder of keys was brought."""
    house = House(folder)
    house.environment |= {"KINROAD_KEYS": str(ours.folder / "data-keys")}
    return house


def change_a_line(house):
    with sqlite3.connect(house.folder / "data" / "kinroad.sqlite3") as database:
        database.execute("DROP TRIGGER audit_change_unchanged")
        (line,) = database.execute("SELECT id FROM audit_change ORDER BY id LIMIT 1").fetchone()
        database.execute("UPDATE audit_change SET what = 'consent.given' WHERE id = ?", [line])
    return line


def stands(house):
    return json.loads(script(house, STANDS).stdout)


def next_backup(copies, *, after):
    """The name of the next whole backup."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        whole = {path.parent.name for path in copies.glob("*/backup.json")} - after
        if whole and (copies / "purged.sealed").exists():
            return max(whole)
        time.sleep(0.05)
    raise AssertionError("no backup was made")
