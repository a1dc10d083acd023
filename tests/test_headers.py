"""Every answer carries the same armour: pages, errors, refused forms, files."""

import pytest
from django.test import Client

from tests.comers import come_as

PAGES = (
    "/",
    "/support",
    "/sign-in",
    "/meetings",
    "/not-here",
    "/today",
    "/feeds/meetings.json",
    "/health",
    "/welcome/x",
)


def check(answer) -> None:
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_every_answer_has_its_headers(world):
    for page in PAGES:
        check(Client().get(page))
    check(Client(enforce_csrf_checks=True).post("/support", {"called": "Wilhelmina"}))
    check(Client().get("/", headers={"host": "somewhere.else"}))


@pytest.mark.django_db
def test_what_is_behind_sign_in_stays_out_of_the_browsers_memory(world):
    browser = come_as(world, "peer leader")

    for page in ("/today", f"/people/{world.participant.pk}", "/account", "/not-here"):
        answer = browser.get(page)
        assert answer.status_code == 404 or "no-store" in answer.headers["Cache-Control"], page
