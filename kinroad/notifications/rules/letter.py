"""What a transport is given, and what every transport does."""

from dataclasses import dataclass, field
from typing import Protocol

from kinroad.notifications.rules.sending import Answer


@dataclass(frozen=True)
class Letter:
    """A message ready to go. Its number and words stay out of logs, errors and `repr`.

    `key` is the same for every try of the same message.
    """

    key: str
    number: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)


class Transport(Protocol):
    """A way to send. `knows_keys`: asked twice with the same key, the provider sends once."""

    @property
    def name(self) -> str: ...
    @property
    def knows_keys(self) -> bool: ...
    def send(self, letter: Letter) -> Answer:
        """Send it. It answers; it raises nothing that a provider or a network can cause."""
        ...
