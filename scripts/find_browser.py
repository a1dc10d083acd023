"""Find a Chromium for the browser journeys, install one where that is possible, and print where it is.

In this order: the environment variable CHROMIUM, a browser on the PATH, Playwright's own, Playwright's download,
and, for root on Debian and Ubuntu, the system's package. Without any it fails and says what to install.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
PATIENCE = 180  # seconds for a download that may hang behind a closed network
WHAT_TO_DO = (
    "The browser journeys need Chromium, and none could be found or installed.\n"
    "Install it (Debian, Ubuntu: apt-get install chromium; macOS: Google Chrome), or name one that you have:\n"
    "    CHROMIUM=/path/to/chromium make test"
)


def installed() -> str | None:
    named = os.environ.get("CHROMIUM")
    if named and not shutil.which(named):
        sys.exit(f"CHROMIUM names {named}, which cannot be run.\n{WHAT_TO_DO}")
    return (
        named
        or next(filter(None, map(shutil.which, NAMES)), None)
        or (str(MAC) if MAC.exists() else None)
        or playwrights_own()
    )


def playwrights_own() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None


def attempt(*command: str) -> bool:
    try:
        return subprocess.run(command, stdout=sys.stderr, timeout=PATIENCE).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def install() -> None:
    if attempt(sys.executable, "-m", "playwright", "install", "chromium"):
        return
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        attempt("apt-get", "update", "-qq")
        attempt("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")


def find_browser() -> str:
    """The path of a Chromium that can be started; ends the program with advice when there is none."""
    browser = installed()
    if not browser:
        install()
        browser = installed()
    return browser or sys.exit(WHAT_TO_DO)


if __name__ == "__main__":
    print(find_browser())
