"""Houses to measure: a program of a given size in a database of a given kind, built once and copied for each run."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "benchmarks" / "work"
MEETINGS = 2000
CONTACTS_EACH = 60
# What the built rows depend on.
MADE_BY = ("kinroad/demo/*.py", "kinroad/*/migrations/*.py", "benchmarks/house.py")


@dataclass(frozen=True)
class Built:
    """One size in one database. `server`: the address of PostgreSQL without a database name."""

    database: str
    contacts: int
    server: str = ""

    @property
    def name(self) -> str:
        return f"{self.database}-{self.contacts}"

    @property
    def participants(self) -> int:
        return max(20, self.contacts // CONTACTS_EACH)

    def environment(self, stage: str) -> dict[str, str]:
        """`stage`: the whole that is kept, or the copy that a run may write in."""
        said = {
            **os.environ,
            "KINROAD_DATA": str(WORK / self.name / stage),
            "KINROAD_KEYS": str(WORK / "keys"),
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }
        said.pop("DATABASE_URL", None)
        if self.server:
            said["DATABASE_URL"] = f"{self.server}/{self._base(stage)}"
        return said

    def _base(self, stage: str) -> str:
        return f"kinroad_bench_{self.contacts}_{stage}"

    def make(self) -> float | None:
        """Build the whole, unless it stands. Returns the seconds it took."""
        made_by = hashlib.sha256(b"".join(p.read_bytes() for each in MADE_BY for p in sorted(ROOT.glob(each))))
        mark = made_by.hexdigest()
        if self._mark() == mark:
            return None
        shutil.rmtree(WORK / self.name, ignore_errors=True)
        (WORK / self.name).mkdir(parents=True)
        if self.server:
            self._sql(f"DROP DATABASE IF EXISTS {self._base('whole')}", f"CREATE DATABASE {self._base('whole')}")
        start = time.perf_counter()
        self.kinroad("demo", "--participants", str(self.participants), "--contacts", str(self.contacts))
        took = time.perf_counter() - start
        meetings = WORK / self.name / "meetings.json"
        meetings.write_text(json.dumps(_meetings()))
        self.kinroad("import", "meetings", str(meetings))
        if self.server:
            self._sql("VACUUM ANALYZE", f"COMMENT ON DATABASE {self._base('whole')} IS '{mark}'", base="whole")
        else:
            with sqlite3.connect(WORK / self.name / "whole" / "kinroad.sqlite3") as base:
                base.execute("ANALYZE")
                base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (WORK / self.name / "mark").write_text(mark)
        return took

    def _mark(self) -> str:
        if not self.server:
            path = WORK / self.name / "mark"
            return path.read_text() if path.exists() else ""
        asked = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{}'"
        found = self._sql(asked.format(self._base("whole")))
        return (found[0][0] or "") if found else ""

    def copy(self) -> None:
        """A fresh copy for a run."""
        run = WORK / self.name / "run"
        shutil.rmtree(run, ignore_errors=True)
        if self.server:
            self._sql(
                f"DROP DATABASE IF EXISTS {self._base('run')} WITH (FORCE)",
                f"CREATE DATABASE {self._base('run')} TEMPLATE {self._base('whole')} STRATEGY FILE_COPY",
            )
            self._sql("VACUUM ANALYZE", "CHECKPOINT", base="run")
        shutil.copytree(WORK / self.name / "whole", run)

    def _sql(self, *lines: str, base: str = "") -> list[tuple[str]]:
        import psycopg

        with psycopg.connect(f"{self.server}/{self._base(base) if base else 'postgres'}", autocommit=True) as server:
            for line in lines:
                cursor = server.execute(line)
            return cursor.fetchall() if cursor.description else []

    def kinroad(self, *words: str) -> None:
        command = [sys.executable, "-m", "kinroad.config.cli", *words]
        subprocess.run(command, cwd=ROOT, env=self.environment("whole"), stdout=subprocess.DEVNULL, check=True)

    def python(self, module: str, *words: str) -> str:
        """What a module of ours prints, run in this house."""
        command = [sys.executable, "-m", module, *words]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment("run"), stdout=subprocess.PIPE, text=True, check=True
        ).stdout

    @contextmanager
    def served(self, port: int) -> Iterator[None]:
        """Served as `kinroad serve` does: two processes with four threads each."""
        command = [sys.executable, "-m", "kinroad.config.cli", "serve", "--port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env=self.environment("run"))
        try:
            wait_for(port)
            yield
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_for(port: int, *, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/health", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"Nothing answered on port {port}.")


def _meetings() -> list[dict[str, object]]:
    """Made-up meetings around the made-up center, in Meeting Guide form."""
    rng = Random(11)
    kinds = ("AA", "NA", "SMART Recovery", "Recovery Dharma", "Celebrate Recovery", "Al-Anon", "Refuge Recovery")
    words = ("Morning", "Lunch", "Open Door", "New Start", "Candle", "Saturday", "Step by Step", "Riverside")
    return [
        {
            "slug": f"made-up-{number}",
            "name": f"{rng.choice(words)} {rng.choice(words)} {number}",
            "fellowship": rng.choice(kinds),
            "day": rng.randrange(7),
            "time": f"{rng.randrange(6, 22):02d}:{rng.choice((0, 30)):02d}",
            "timezone": "America/Denver",
            "location": "Community hall",
            "formatted_address": f"{100 + number} Example Street, Denver, CO 80203, USA",
            "latitude": round(39.74 + rng.uniform(-0.3, 0.3), 5),
            "longitude": round(-104.98 + rng.uniform(-0.3, 0.3), 5),
            "types": rng.choice((["O"], ["C"], ["O", "X"], ["O", "S"])),
        }
        for number in range(MEETINGS)
    ]
