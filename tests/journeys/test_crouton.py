"""A page on another site lists our meetings with crouton, which many areas use: `CROUTON_JS` names its file."""

import json
import os
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(
        "CROUTON_JS" not in os.environ, reason="CROUTON_JS does not name crouton.js of @bmlt-enabled/croutonjs"
    ),
]
PAGE = """<!doctype html><meta charset="utf-8"><title>Meetings</title><script src="/crouton.js"></script>
<div id="bmlt-tabs"></div>
<script>
const crouton = new Crouton({root_server: "%s", service_body: ["1"], recurse_service_bodies: true,
  time_format: "h:mm a", placeholder_id: "bmlt-tabs", theme: "", noMap: true});
crouton.render();
</script>"""


class Site(BaseHTTPRequestHandler):
    """A page elsewhere, and the script it loads."""

    page = b""

    def do_GET(self) -> None:
        script = self.path == "/crouton.js"
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if script else "text/html")
        self.end_headers()
        self.wfile.write(Path(os.environ["CROUTON_JS"]).read_bytes() if script else self.page)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere(house) -> Iterator[str]:
    Site.page = (PAGE % house.url).encode()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_another_site_lists_every_meeting(house, elsewhere, browser: Browser):
    with urllib.request.urlopen(f"{house.url}/client_interface/json/?switcher=GetSearchResults") as answer:
        meetings = json.load(answer)
    troubles: list[str] = []
    tab = browser.new_page()
    tab.route("**/*", lambda route: route.continue_() if "//127.0.0.1" in route.request.url else route.abort())
    tab.on("pageerror", lambda error: troubles.append(str(error)))

    tab.goto(elsewhere)
    tab.wait_for_selector(".bmlt-data-row", state="attached")
    rows = tab.evaluate("[...new Set([...document.querySelectorAll('.bmlt-data-row')].map(row => row.id))].length")
    tab.close()

    assert rows == len(meetings) > 30
    assert "Kitchen Table Families" in {each["meeting_name"] for each in meetings}
    assert not troubles
