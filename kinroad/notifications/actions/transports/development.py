"""Texts that go nowhere: into a file or onto the screen. For development and the demo, and nowhere else."""

import sys
from pathlib import Path

from kinroad.notifications.rules.letter import Letter
from kinroad.notifications.rules.sending import Answer, Outcome


class FileTransport:
    """One file for each message, named by its key: writing it again changes nothing."""

    name = "file"
    knows_keys = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, letter: Letter) -> Answer:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / f"{letter.key}.txt"
        whole = path.with_suffix(".part")
        whole.write_text(f"To: ••{letter.number[-2:]}\n\n{letter.body}\n")
        whole.rename(path)
        return Answer(Outcome.SENT, reference=letter.key)


class ConsoleTransport:
    """Onto the screen of whoever runs the worker."""

    name = "console"
    knows_keys = False

    def send(self, letter: Letter) -> Answer:
        sys.stdout.write(f"Text to ••{letter.number[-2:]}: {letter.body}\n")
        sys.stdout.flush()
        return Answer(Outcome.SENT)
