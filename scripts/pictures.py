"""Take the pictures of README and guide anew, from the demo: `scripts/pictures.py http://127.0.0.1:8000`.

The demo must be fresh: what somebody pressed in it stands in the pictures.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.find_browser import find_browser

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PASSWORD = "walk-with-me-2026"  # noqa: S105  (of the demo, printed when it starts)
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
WIDEST = 1000  # pixels in the file
COLORS = 128

# name: who, address; after ">" what is pressed there, one after the other.
PICTURES = {
    "audit-desktop": "ada /audit",
    "calendar-desktop": "- /calendar?view=month",
    "choose-phone": "aisha /me/choose",
    "contact-phone": "maya /today > Log a contact with Elizabeth",
    "match-desktop": "pat /program/waiting > Find someone for Aisha",
    "me-phone": "elizabeth /me",
    "meetings-phone": "- /meetings",
    "notes-phone": "roger /me/notes",
    "program-desktop": "pat /program",
    "record-desktop": "maya /today > Elizabeth",
    "report-desktop": "pat /reports/support",
    "report-to-share-desktop": "eve /reports/support",
    "resources-phone": "- /resources?q=sober+living",
    "settings-desktop": "ada /settings",
    "sharing-phone": "elizabeth /me/sharing",
    "staff-desktop": "ada /settings/staff",
    "support-phone": "- /support",
    "team-desktop": "sam /my-team",
    "today-phone": "maya /today",
    "who-looked-phone": "elizabeth /me/who-looked",
}


def main() -> None:
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    only = sys.argv[2:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for name, said in PICTURES.items():
            if only and name not in only:
                continue
            page = browser.new_page(base_url=address, viewport=PHONE if name.endswith("-phone") else DESKTOP)
            who, _, way = said.partition(" ")
            if who != "-":
                sign_in(page, who)
            first, *pressed = (each.strip() for each in way.split(">"))
            page.goto(first)
            for link in pressed:
                page.get_by_role("link", name=link, exact=True).first.click()
                page.wait_for_load_state()
            save(page.screenshot(), FOLDER / f"{name}.png")
            page.context.close()


def sign_in(page: Page, who: str) -> None:
    page.goto("/sign-in")
    page.fill("[name=login]", who)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def save(taken: bytes, path: Path) -> None:
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    if picture.width > WIDEST:
        picture = picture.resize((WIDEST, picture.height * WIDEST // picture.width), Image.Resampling.LANCZOS)
    picture.quantize(COLORS).save(path, optimize=True)
    print(path.name)


if __name__ == "__main__":
    main()
