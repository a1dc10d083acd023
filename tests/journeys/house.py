"""The program as people run it, in a process of its own, with a database of its own."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil

from scripts.with_postgres import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "walk-with-me-2026"
LONGEST_START = 240  # seconds; the first one builds the demo program


class House:
    """`kinroad up` on a folder of its own. It can be ended like a power cut, and started again."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder, self.arguments, self.port = folder, arguments, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "KINROAD_KEYS"}},
            "KINROAD_DATA": str(folder / "data"),
            "KINROAD_DEMO_PASSWORD": PASSWORD,
            "KINROAD_SECOND_KEY": "no",  # these stories sign in with a password alone
            "DJANGO_SETTINGS_MODULE": "kinroad.config.settings",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "kinroad.config.cli", *arguments]

    def kinroad(self, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        """Run one of the program's commands on this house's data."""
        return subprocess.run(
            self.command(*arguments), cwd=ROOT, env=self.environment, capture_output=True, text=True, **options
        )

    def start(self) -> float:
        """Start, and answer after how many seconds the first page came."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command("up", "--port", str(self.port), *self.arguments),
                cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        while time.monotonic() - began < LONGEST_START:
            assert self.process.poll() is None, f"The program ended by itself:\n{self.log.read_text()}"
            if self.answers():
                return time.monotonic() - began
            time.sleep(0.05)
        raise AssertionError(f"The program did not start:\n{self.log.read_text()}")

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=5) as answer:
                return answer.read() == b"ok"
        except OSError:
            return False

    def seconds_worked(self) -> float:
        """Processor seconds of the program's processes since the start."""
        assert self.process is not None
        first = psutil.Process(self.process.pid)
        return sum(sum(each.cpu_times()[:2]) for each in (first, *first.children(recursive=True)))

    def last_words(self) -> str:
        """The end of what the program said, for whoever looks into a failure."""
        return self.log.read_text()[-4000:]

    def cut_the_power(self) -> None:
        """End every process of the program at once, as a power cut does."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)
