"""Whatever somebody types into an address or a form, nobody gets a broken page."""

import re
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection, transaction

from tests.comers import come_as
from tests.house.reading import access_matrix, addresses

BY_NAME = {address.name: address for address in addresses()}
LINES = [line for line in access_matrix() if line.name in BY_NAME and "yes" in line.answers.values()]
NASTY = (
    "\x00",
    "9" * 5000,
    "0001-01-01",
    "0001-01-01_00000000-0000-0000-0000-000000000000",
    "<😀\u202e\ud7ff٣" + "x" * 2_000,
)
PARAMETERS = (
    *(
        "page",
        "after",
        "before",
        "from",
        "to",
        "site",
        "program",
        "peer_leader",
        "activity",
        "month",
        "kind",
        "relation",
    ),
    *("how", "words", "near", "zip", "lat", "lon", "within", "day", "when", "fellowship", "language", "who", "need"),
    *("for", "next", "version", "type", "support"),
)
COMMON_FIELDS = ("answer", "said", "peer_leader", "organization", "words", "text", "language", "theme", "hidden")


@pytest.fixture
def come(world, db):
    """A browser of somebody this opens to, who hears of a broken page instead of an exception."""
    browsers = {role: come_as(world, role) for role in LINES[0].answers}
    for browser in browsers.values():
        browser.raise_request_exception = False
    return lambda line: browsers[next(role for role, answer in line.answers.items() if answer == "yes")]


def broke(ask) -> bool:
    """Whether the page broke; whatever the request changed is taken back."""
    with transaction.atomic():
        answer = ask()
        transaction.set_rollback(True)
    return answer.status_code >= 500


@pytest.fixture
def asked_for(monkeypatch):
    """Once for each time a page looks at what stands behind the question mark of its address."""
    seen: list[str] = []
    read = WSGIRequest.GET

    def noted(request):
        seen.append(request.path)
        return read.__get__(request, WSGIRequest)

    monkeypatch.setattr(WSGIRequest, "GET", property(noted))
    return seen


def test_no_address_breaks_a_page(world, come, asked_for):
    """A page that never looked behind the question mark at the first words is not asked with the others."""
    broken, looked = [], set()
    for line in (line for line in LINES if line.method == "GET"):
        client, url = come(line), world.url(BY_NAME[line.name])
        for words in NASTY:
            asked_for.clear()
            if broke(partial(client.get, url, dict.fromkeys(PARAMETERS, words))):
                broken.append((line.name, words[:40]))
            if not asked_for:
                break
            looked.add(line.name)

    assert not broken
    assert len(looked) > 50


def fields_of(client, url) -> dict[str, str]:
    """What the page's forms have, and what is filled in."""
    page = client.get(url)
    if page.status_code != 200 or "html" not in page.headers["Content-Type"]:
        return {}
    found = re.findall(r"<(?:input|select|textarea)\b[^>]*>", page.text)
    named = {re.search(r'name="([^"]*)"', each): re.search(r'value="([^"]*)"', each) for each in found}
    return {name[1]: value[1] if value else "" for name, value in named.items() if name}


def test_no_form_breaks_a_page(world, come):
    """PostgreSQL takes some words worse than SQLite, and is asked with those."""
    broken, nasty = [], NASTY if connection.vendor == "sqlite" else NASTY[:2]
    for line in (line for line in LINES if line.method == "POST"):
        client, url = come(line), world.url(BY_NAME[line.name])
        filled = fields_of(client, url)
        kept = {name: filled[name] for name in ("id", "version") if name in filled}
        for words in nasty:
            if broke(partial(client.post, url, dict.fromkeys((*filled, *COMMON_FIELDS), words) | kept)):
                broken.append((line.name, words[:40]))

    assert not broken


FILES = {
    "picture.csv": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20,
    "half.xlsx": b"PK\x03\x04 and then nothing",
    "zeros.csv": b"\x00" * 5000,
    "wide.csv": b"name," * 5000 + b"\n" + b"x," * 5000,
    "quotes.csv": b'name,phone\n"' + b'"' * 999,
}


@pytest.mark.parametrize("name", FILES)
def test_no_file_breaks_the_roster_page(name, world, db):
    client = come_as(world, "coordinator")
    client.raise_request_exception = False
    form_id = re.search(r'name="id" value="([^"]+)"', client.get("/settings/import").text)

    answer = client.post(
        "/settings/import", {"id": form_id[1], "roster": SimpleUploadedFile(name, FILES[name])}, follow=True
    )

    assert answer.status_code < 500
