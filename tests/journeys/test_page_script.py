"""What script adds to a page: nothing typed is lost, one press sends once, and leaving leaves nothing behind."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kinroad.design.tests.render import frame, house

pytestmark = pytest.mark.journey
SCRIPT = Path(__file__).parents[2] / "kinroad/design/static/design/page.js"
PAGE = """
{% extends "design/page.html" %}
{% from "design/components.html" import form_of, submit, print_button %}
{% block scripts %}{% endblock %}
{% block title %}Note{% endblock %}
{% block content %}
<a href="https://example.org/" data-exit>Leave</a>{{ print_button() }}
{% call form_of(action="/save", draft="/draft") %}
<label for="note">Note</label><textarea id="note" name="note"></textarea>
<label><input type="checkbox" name="kind" value="listening"> Listening</label>
<input type="hidden" name="csrfmiddlewaretoken" value="secret">
{{ submit("Save") }}
{% endcall %}
{% endblock %}
"""


class Site(BaseHTTPRequestHandler):
    """One page with a form; remembers what was sent to it."""

    sent: list[tuple[str, str]]
    page: bytes

    def answer(self, body: bytes, kind: str = "text/html; charset=utf-8") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src 'self'")
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        script = self.path.endswith("page.js")
        self.answer(SCRIPT.read_bytes() if script else self.page, "text/javascript" if script else "text/html")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.sent.append((self.path, body))
        time.sleep(0.2 if self.path == "/save" else 0)
        self.answer(b"<!doctype html><title>Saved</title><h1>Saved</h1>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    Site.page = house().from_string(PAGE).render(frame=frame(), csrf_input="").encode()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def tab(site: str, browser: Browser) -> Iterator[Page]:
    Site.sent = []
    page = browser.new_page(base_url=site)
    page.goto("/")
    yield page
    page.close()


def words_in(tab: Page) -> str:
    return str(tab.evaluate("JSON.stringify(sessionStorage)"))


def test_what_is_typed_is_kept_by_the_server_and_not_in_the_browser(tab):
    tab.fill("#note", "We talked about Friday")
    tab.wait_for_selector("text=Your words are kept")

    assert [path for path, _ in Site.sent] == ["/draft"]
    assert "We talked about Friday" in Site.sent[0][1]
    assert words_in(tab) == "{}"


def test_off_line_the_words_wait_in_the_tab_and_come_back(tab):
    tab.context.set_offline(True)
    tab.fill("#note", "We talked about Friday")
    tab.check("input[type=checkbox]")
    tab.wait_for_selector("text=You are off-line")
    assert "Friday" in words_in(tab)
    assert "secret" not in words_in(tab)

    tab.click("text=Save")
    assert Site.sent == []

    tab.context.set_offline(False)
    tab.wait_for_selector("text=Your words are kept")
    assert words_in(tab) == "{}"


def test_words_left_in_the_tab_are_put_back_after_a_reload(tab):
    tab.evaluate("sessionStorage.setItem('words:/draft', JSON.stringify([['note', 'Kept'], ['kind', 'listening']]))")
    tab.reload()

    assert tab.input_value("#note") == "Kept"
    assert tab.is_checked("input[type=checkbox]")


def test_one_press_sends_once(tab):
    tab.fill("#note", "Once")
    tab.evaluate(
        "() => { const b = document.querySelector('form.form button'); b.click(); setTimeout(() => b.click()); }"
    )
    tab.wait_for_selector("h1:has-text('Saved')")

    assert [path for path, _ in Site.sent].count("/save") == 1


def test_leaving_quickly_takes_the_words_and_the_page_out_of_the_history(tab):
    tab.route("https://example.org/", lambda route: route.fulfill(body="<title>Weather</title>"))
    tab.evaluate("sessionStorage.setItem('words:/draft', '[]')")
    tab.click("a[data-exit]:has-text('Leave')")
    tab.wait_for_url("https://example.org/")

    assert tab.evaluate("history.length") == 2
    tab.unroute_all()
    tab.go_back()
    assert tab.url == "about:blank"


def test_the_print_button_appears_where_script_runs(tab):
    assert tab.is_visible("[data-print]")
