"""What the five stories share: reading the report, and logging a contact from somebody's line on Today."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect


def counted(page_as: Callable[..., Page], **chosen: str) -> dict[str, Any]:
    """The report as the program manager gets it now: its numbers for everyone."""
    page = page_as("pat", desktop=True)
    answer = page.request.get("/reports/support.json", params=chosen)
    assert answer.ok, answer.text()
    whole: dict[str, Any] = answer.json()["all"]
    return whole


def line_of(page: Page, name: str) -> Any:
    """Somebody's line on Today."""
    return page.locator("li.reach").filter(has=page.get_by_role("link", name=name, exact=True))


def log_ordinary_contact(page: Page, name: str) -> None:
    """From the line on Today to the saved contact, as a thumb does it: six taps."""
    line_of(page, name).get_by_role("link", name=f"Log a contact with {name}").click()
    tap(page, "minutes", "15")
    tap(page, "support", "emotional")
    tap(page, "did", "listened")
    tap(page, "next", "7")
    page.get_by_role("button", name="Save contact").click()


def tap(page: Page, name: str, value: str) -> None:
    """Tap the label around a choice."""
    page.locator(f'label.choice:has(input[name="{name}"][value="{value}"])').click()


def saved(page: Page) -> None:
    """The page says that it is saved."""
    expect(page.get_by_role("status").filter(has_text="Saved").first).to_be_visible()


def ask(page: Page, name: str) -> None:
    """Look through the few people shown at a time until `name` is among them, and ask that one."""
    wanted = page.get_by_role("button", name=f"Ask {name}")
    others = page.get_by_role("link", name="Show me others")
    expect(wanted.or_(others).first).to_be_visible()
    while not wanted.count():
        # Looking again before the next page has come would skip the people on it.
        with page.expect_navigation():
            others.click()
    wanted.click()
