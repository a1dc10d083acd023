"""Litestream copies SQLite as it is written, as docs/operations.md tells: a power cut loses nothing answered."""

import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.journeys.house import ROOT, House
from tests.journeys.test_power_cut import WORLD, Writer, saved

PROGRAM = shutil.which("litestream") or str(Path(sys.executable).with_name("litestream"))
BEHIND = 2.0  # seconds it may be behind: it copies once a second
CONFIGURATION = re.search(r"```yaml\n(dbs:.*?)```", (ROOT / "docs" / "operations.md").read_text(), re.DOTALL)


@pytest.fixture
def house(tmp_path):
    house = House(tmp_path, "--no-demo", "--processes", "1")
    house.start()
    yield house
    house.stop()


@pytest.mark.skipif(not Path(PROGRAM).exists(), reason="litestream is not installed (make test installs it)")
def test_what_was_answered_is_in_the_copy_two_seconds_later(house, tmp_path):
    built = subprocess.run(
        [sys.executable, "-c", WORLD], cwd=ROOT, env=house.environment, capture_output=True, text=True
    )
    participant_id, username = built.stdout.split()
    settings = tmp_path / "litestream.yml"
    assert CONFIGURATION, "docs/operations.md has no configuration of Litestream"
    words = CONFIGURATION[1].replace("/srv/kinroad/data", str(tmp_path / "data"))
    settings.write_text(words.replace("/mnt/copies/kinroad", str(tmp_path / "copies")))
    with (tmp_path / "copying").open("wb") as log:
        copying = subprocess.Popen([PROGRAM, "replicate", "-config", str(settings)], stdout=log, stderr=log)
    try:
        writer = Writer(house, username, participant_id)
        writing = threading.Thread(target=writer.write_until_enough)
        writing.start()
        time.sleep(6)
        in_time = list(writer.answered)
        time.sleep(BEHIND)
        house.cut_the_power()
        copying.send_signal(signal.SIGKILL)
        writer.enough.set()
        writing.join()
    finally:
        copying.kill()
        copying.wait()
    restored = tmp_path / "restored.sqlite3"
    back = [PROGRAM, "restore", "-config", str(settings), "-o", str(restored), str(tmp_path / "data/kinroad.sqlite3")]
    done = subprocess.run(back, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr + (tmp_path / "copying").read_text()
    with sqlite3.connect(restored) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        there = {row[0] for row in database.execute("select id from coaching_contact")}
    assert in_time
    assert set(in_time) <= there <= set(saved(house))
