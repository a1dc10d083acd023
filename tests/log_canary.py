"""What the program's log must never hold, listened for while all tests run (requirement 21)."""

import logging
import re

from kinroad.config.logs import HideSecrets, WithoutWords
from kinroad.people.tests.factories import PASSWORD
from tests.canaries import words

# What tests write about their people again and again, beside the canaries.
WRITTEN = ("We talked about the choir", "+13035550119", PASSWORD)
PRIVATE = re.compile("|".join(re.escape(word) for word in (*(each.decode() for each in words()), *WRITTEN)), re.I)


class Listening(logging.Handler):
    """Hears what the console would get, as it would be written there, and keeps only what must not stand there."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: list[str] = []
        self.setFormatter(WithoutWords("{levelname} {name} {message}", style="{"))
        self.addFilter(HideSecrets())

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        if PRIVATE.search(line):
            self.hits.append(line)
