"""How a person's hands and eyes are counted and helped: taps, and what axe finds."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any
from unittest.mock import patch

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Locator, Page

TAPPED = ("click", "tap", "check", "uncheck", "set_checked", "select_option", "dblclick")
ENOUGH = ("minor", "moderate")


@dataclass
class Taps:
    """How many times a pointer was pressed or something was selected."""

    count: int = 0


@contextmanager
def counting_taps() -> Iterator[Taps]:
    """Count every press and selection made in the block, whichever way the journey makes it."""
    taps = Taps()

    def counted(what: Any) -> Any:
        @wraps(what)
        def doing(*args: Any, **kwargs: Any) -> Any:
            taps.count += 1
            return what(*args, **kwargs)

        return doing

    with ExitStack() as stack:
        for kind in (Locator, Page):
            for name in TAPPED:
                if hasattr(kind, name):
                    stack.enter_context(patch.object(kind, name, counted(getattr(kind, name))))
        yield taps


def axe(page: Page) -> None:
    """Assert that axe finds nothing serious or critical on the page as it stands, or on the one that was coming."""
    found = _violations(page)
    told = [
        f"{each['impact']}: {each['help']} ({each['id']})\n"
        + "\n".join(f"    {node['html'][:160]}" for node in each["nodes"][:4])
        for each in found
        if each["impact"] not in ENOUGH
    ]
    assert not told, f"{page.url}\n" + "\n".join(told)


def _violations(page: Page, *, again: int = 2) -> Any:
    """What axe finds. A press may be answered while it looks: the page under it is gone then, and it looks again."""
    page.wait_for_load_state()
    try:
        return Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    except Error:
        if not again:
            raise
    return _violations(page, again=again - 1)
