"""Providers of tests: they write down what arrived with them, and can break at any step."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kinroad.notifications.rules.letter import Letter
from kinroad.notifications.rules.sending import Answer, Outcome


@dataclass
class Carrier:
    """What arrived stands in `arrived`, one line for each message that went out."""

    folder: Path
    knows_keys: bool = False
    name: str = "test"
    answers: list[Answer] = field(default_factory=list)
    asked: int = 0

    def send(self, letter: Letter) -> Answer:
        self.asked += 1
        if self.answers:
            return self.answers.pop(0)
        self.arrives(letter)
        return Answer(Outcome.SENT, reference=f"SM{letter.key[:8]}")

    def arrives(self, letter: Letter) -> None:
        """The message goes out; with a key it knows, once."""
        if self.knows_keys and letter.key in {each["key"] for each in self.arrived}:
            return
        with (self.folder / "arrived.jsonl").open("a") as file:
            file.write(json.dumps({"key": letter.key, "body": letter.body}) + "\n")
            file.flush()
            os.fsync(file.fileno())

    @property
    def arrived(self) -> list[dict[str, Any]]:
        path = self.folder / "arrived.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
