"""Browser journeys: the program runs as it does for people, with the demo inside, and Chromium walks through it.

    def test_aisha_asks_for_support(page_as, phone): ...

`page_as("maya")` is a page with somebody signed in, `page_as(None)` a visitor's. Whatever the browser complains about,
and whatever it asks of another host, fails the journey.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from math import inf
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from scripts.find_browser import find_browser
from tests.journeys.hands import axe, counting_taps
from tests.journeys.house import PASSWORD, House

FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 1}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
BROWSER_ITSELF = ("data:", "blob:", "about:", "chrome:", "chrome-extension:")  # the last: its own viewer of PDF
PATIENCE = 15_000  # milliseconds
LATELY = 300  # seconds: after ten minutes whatever leaves asks again who it is
PARTICIPANTS = 40  # a smaller demo than the 150 people see: the five, and enough others for every list


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A story stays in one process, where it meets its own house; the long walk is shared out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if not item.get_closest_marker("xdist_group"):
                item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo program, made once for all processes of this run."""
    beside = tmp_path_factory.getbasetemp()
    folder = (beside.parent if "PYTEST_XDIST_WORKER" in os.environ else beside) / "demo"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            made = House(folder).kinroad("demo", "--participants", str(PARTICIPANTS))
            assert made.returncode == 0, made.stderr
            (folder / "made").touch()
    return folder


@pytest.fixture(scope="session")
def house(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The program with the demo inside."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(demo_folder, folder, dirs_exist_ok=True)
    house = House(folder)
    house.start()
    yield house
    house.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    browser = playwright.chromium.launch(executable_path=find_browser(), headless=True, args=flags)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def signed_in_states() -> dict[str | None, Any]:
    """What a browser remembers of somebody who signed in before, and since when: nobody signs in for every test."""
    return {None: (None, inf)}


class Complaints:
    """What the browser complains about, and what it asks of anybody but us."""

    def __init__(self, ours: str) -> None:
        self.ours, self.told = ours, []

    def listen(self, context: BrowserContext) -> None:
        context.on("weberror", lambda error: self.told.append(f"script: {error.error}"))
        context.on("console", self.hear)
        context.on("request", self.follow)
        context.on("response", self.answered)

    def hear(self, message: Any) -> None:
        # A refused page is told apart by its status, where the journey looks at it.
        if message.type in {"error", "warning"} and "the server responded with a status of 4" not in message.text:
            self.told.append(f"console: {message.text}")

    def follow(self, request: Any) -> None:
        if not request.url.startswith((self.ours, *BROWSER_ITSELF)):
            self.told.append(f"asks another host: {request.url}")

    def answered(self, response: Any) -> None:
        if response.status >= 500:
            self.told.append(f"{response.status}: {response.url}")


@pytest.fixture
def page_as(house: House, browser: Browser, signed_in_states: dict[str | None, Any]) -> Iterator[Callable[..., Page]]:
    """Opens a page for somebody (`None`: a visitor) on a phone or a desktop, with or without script."""
    contexts: list[BrowserContext] = []
    complaints = Complaints(house.url)

    def open_page(
        username: str | None = None,
        *,
        desktop: bool = False,
        javascript: bool = True,
        language: str = "en-US",
        theme: str = "light",
        **more: Any,
    ) -> Page:
        if signed_in_states.get(username, (None, 0.0))[1] < time.monotonic() - LATELY:
            signed_in_states[username] = (sign_in(browser, house, username), time.monotonic())
        context = browser.new_context(
            **(DESKTOP if desktop else PHONE),
            base_url=house.url,
            java_script_enabled=javascript,
            locale=language,
            color_scheme=theme,
            storage_state=signed_in_states[username][0],
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(PATIENCE)
        complaints.listen(context)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints.told, f"{complaints.told}\n{house.last_words()}"


def sign_in(browser: Browser, house: House, username: str | None) -> Any:
    """Sign in as a person does; what the browser remembers of it."""
    context = browser.new_context(base_url=house.url, locale="en-US")
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("[name=login]", username or "")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url, timeout=PATIENCE)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(name="axe")
def axe_fixture() -> Callable[[Page], None]:
    return axe


@pytest.fixture
def taps() -> Iterator[Any]:
    """Counts presses and selections of the whole test; `taps.count = 0` begins again."""
    with counting_taps() as counted:
        yield counted
