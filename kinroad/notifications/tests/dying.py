"""A worker that ends in the middle: `python -m kinroad.notifications.tests.dying STEP ...`.

It sends one message through a provider of tests, and is gone at STEP, without a word, as a power cut would have it.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any

STEPS = {
    "before the claim is committed": 0,
    "after the claim": 0,
    "before the provider hears of it": 0,
    "after it went out": 1,
    "before the answer is committed": 1,
    "after all": 1,
}


def main(step: str, outgoing_id: str, folder: str, knows_keys: str, database: str) -> None:
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from uuid import UUID

    from kinroad.config.worker import here
    from kinroad.notifications.actions import delivery
    from kinroad.notifications.tests.carriers import Carrier

    class Dying(Carrier):
        def send(self, letter: Any) -> Any:
            end_at("before the provider hears of it")
            if step == "killed while the provider thinks":
                self.arrives(letter)
                (Path(folder) / "thinking").touch()
                time.sleep(60)
            answer = super().send(letter)
            end_at("after it went out")
            return answer

    def end_at(here_and_now: str) -> None:
        if step == here_and_now:
            os._exit(9)

    carrier = Dying(Path(folder), knows_keys=knows_keys == "yes")
    claim, settle, letter_of = delivery.claim, delivery.settle, delivery.letter_of
    write = delivery._write

    def claim_and_end(*args: Any, **kwargs: Any) -> Any:
        claimed = claim(*args, **kwargs)
        end_at("after the claim")
        return claimed

    def letter_and_end(row: Any) -> Any:
        end_at("before the claim is committed")
        return letter_of(row)

    def write_and_end(*args: Any, **kwargs: Any) -> Any:
        written = write(*args, **kwargs)
        end_at("before the answer is committed")
        return written

    delivery.next_allowed = lambda at, **wish: at  # at any hour: this is not about the window
    delivery.transport_for = lambda organization, channel: carrier
    delivery.claim, delivery.letter_of, delivery._write = claim_and_end, letter_and_end, write_and_end
    delivery.settle = settle
    delivery.deliver(UUID(outgoing_id), worker=f"{here()}:{os.getpid()}:dying")
    end_at("after all")


if __name__ == "__main__":
    main(*sys.argv[1:])
