"""What the program's log must never hold, listened for while all tests run (requirement 21)."""

import copy
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

    def handle(self, record: logging.LogRecord) -> bool:
        return super().handle(copy.copy(record))  # the filter writes into it; the console gets its own

    def emit(self, record: logging.LogRecord) -> None:
        # A traceback shows lines of the tests themselves, indented by four: those are no words of anybody.
        line = "\n".join(each for each in self.format(record).splitlines() if not each.startswith("    "))
        if PRIVATE.search(line):
            self.hits.append(line)
