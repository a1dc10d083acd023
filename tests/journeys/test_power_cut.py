"""The power goes out while contacts are being saved, twenty times: nothing answered is lost, nothing is there twice."""

import base64
import http.client
import http.cookiejar
import json
import random
import re
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from uuid import UUID

import pytest

from tests.journeys.house import PASSWORD, ROOT, House

CUTS = 20
FACTS = {"how": "phone", "minutes": "15", "support": "emotional", "did": "listened", "next": "none"}
WORLD = """
import django; django.setup()
from tests import world
from kinroad.people.models import Standing
built = world.build()
leader = built.people["peer leader"]
print(built.participant.pk, Standing.objects.get(person=leader).account.username)
"""


class NoAnswer(Exception):
    """The connection ended before the answer came: nobody knows whether it was saved."""


class Writer:
    """A peer leader's browser: writes contacts one after the other, and sends again what was not answered."""

    def __init__(self, house: House, username: str, participant_id: str) -> None:
        self.house, self.form_url = house, f"{house.url}/people/{participant_id}/contacts/new"
        self.browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), StaysHere()
        )
        self.facts = FACTS
        self.answered: list[str] = []
        self.waiting: dict[str, str] | None = None
        self.enough = threading.Event()
        self.send(f"{house.url}/sign-in", self.form_of(f"{house.url}/sign-in", login=username, password=PASSWORD))

    def ask(self, url: str, data: bytes | None = None) -> tuple[int, str]:
        try:
            with self.browser.open(url, data, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()
        except (OSError, http.client.HTTPException) as cut:
            raise NoAnswer from cut

    def form_of(self, url: str, **facts: str) -> dict[str, str]:
        """What the page's hidden and filled-in fields say, with these facts."""
        status, page = self.ask(url)
        assert status == 200, f"{status} of {url}: {page[-600:]}"
        fields = re.findall(r"<input\b[^>]*>", page)
        given = {}
        for field in fields:
            name, value = re.search(r'name="([^"]*)"', field), re.search(r'value="([^"]*)"', field)
            if name and value and name[1] in {"csrfmiddlewaretoken", "id", "on"}:
                given[name[1]] = value[1]
        return {**given, **facts}

    def send(self, url: str, form: dict[str, str]) -> int:
        status, page = self.ask(url, urllib.parse.urlencode(form).encode())
        assert status == 302, f"{status}: {re.findall(r'class=.error[^>]*>(.*?)<', page, re.DOTALL)}"
        return status

    def write_one(self) -> None:
        self.waiting = self.waiting or self.form_of(self.form_url, **self.facts)
        self.send(self.form_url, self.waiting)
        self.answered.append(contact_id(self.waiting))
        self.waiting = None

    def write_until_enough(self) -> None:
        while not self.enough.is_set():
            try:
                self.write_one()
            except NoAnswer:
                time.sleep(0.05)


class StaysHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def contact_id(form: dict[str, str]) -> str:
    """The id the contact will have: the form carries it, signed."""
    payload = form["id"].split(":")[0]
    return UUID(json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))).hex


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("power"), "--no-demo", "--processes", "1")
    house.start()
    yield house
    house.stop()


@pytest.fixture(scope="module")
def writer(house):
    built = subprocess.run(
        [sys.executable, "-c", WORLD], cwd=ROOT, env=house.environment, capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    participant_id, username = built.stdout.split()
    return Writer(house, username, participant_id)


def saved(house: House) -> list[str]:
    with sqlite3.connect(house.folder / "data" / "kinroad.sqlite3") as database:
        return [UUID(row[0]).hex for row in database.execute("select id from coaching_contact")]


def wait_for_one_more(writer: Writer, thread: threading.Thread) -> None:
    before = len(writer.answered)
    while len(writer.answered) == before:
        assert thread.is_alive()
        time.sleep(0.005)


def test_every_answered_save_is_there_once_after_twenty_power_cuts(house, writer):
    before = set(saved(house))
    writing = threading.Thread(target=writer.write_until_enough)
    writing.start()
    try:
        for _ in range(CUTS):
            wait_for_one_more(writer, writing)
            time.sleep(random.uniform(0, 0.15))
            house.cut_the_power()
            house.start()
    finally:
        writer.enough.set()
        writing.join()
    if writer.waiting:
        writer.write_one()

    rows = [row for row in saved(house) if row not in before]
    assert len(writer.answered) >= CUTS
    assert sorted(rows) == sorted(writer.answered)


def test_the_same_form_sent_twice_makes_one_contact(house, writer):
    before = len(saved(house))
    form = writer.form_of(writer.form_url, **FACTS)

    writer.send(writer.form_url, form)
    writer.send(writer.form_url, form)

    assert len(saved(house)) == before + 1
