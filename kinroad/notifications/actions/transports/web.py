"""Texts through a provider's web address, shaped like Twilio's (POST .../Messages.json, Basic authentication)."""

import base64
import http.client
import json
import ssl
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from kinroad.notifications.rules.letter import Letter
from kinroad.notifications.rules.sending import Answer, Outcome

PATIENCE = 20  # seconds
MOST_READ = 64 * 1024  # bytes of an answer
# The provider's own error numbers (twilio.com/docs/api/errors).
OPTED_OUT = {21610}
BAD_NUMBER = {21211, 21212, 21214, 21217, 21408, 21612, 21614, 30003, 30004, 30005, 30006}


@dataclass(frozen=True)
class WebTransport:
    """`key_header`: the header in which this provider takes a key that makes asking twice harmless; empty when none."""

    address: str
    account: str
    secret: str = field(repr=False)
    sender: str = ""
    tell: str = ""
    key_header: str = ""

    @property
    def name(self) -> str:
        return "web+key" if self.key_header else "web"

    @property
    def knows_keys(self) -> bool:
        return bool(self.key_header)

    def send(self, letter: Letter) -> Answer:
        connection = self._connection()
        try:
            connection.connect()
        except OSError:
            return Answer(Outcome.NOT_SENT, why="busy")
        try:
            connection.request("POST", self._path(), body=self._form(letter), headers=self._headers(letter))
            answer = connection.getresponse()
            return understood(answer.status, answer.read(MOST_READ))
        except (OSError, http.client.HTTPException):
            # Something was said already, and nobody knows how much of it arrived.
            return Answer(Outcome.UNCLEAR)
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        to = urlsplit(self.address)
        if to.scheme == "https":
            return http.client.HTTPSConnection(to.netloc, timeout=PATIENCE, context=ssl.create_default_context())
        return http.client.HTTPConnection(to.netloc, timeout=PATIENCE)

    def _path(self) -> str:
        return f"{urlsplit(self.address).path.rstrip('/')}/2010-04-01/Accounts/{self.account}/Messages.json"

    def _form(self, letter: Letter) -> str:
        sender = {"MessagingServiceSid" if self.sender.startswith("MG") else "From": self.sender}
        told = {"StatusCallback": f"{self.tell}?message={letter.key}"} if self.tell else {}
        return urlencode({"To": letter.number, "Body": letter.body, **sender, **told})

    def _headers(self, letter: Letter) -> dict[str, str]:
        pair = base64.b64encode(f"{self.account}:{self.secret}".encode()).decode()
        key = {self.key_header: letter.key} if self.key_header else {}
        return {
            "Authorization": f"Basic {pair}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
            **key,
        }


def understood(status: int, body: bytes) -> Answer:
    """What the provider's answer means. A 5xx may come after the message went out: nobody knows."""
    try:
        said = json.loads(body)
    except ValueError:
        said = {}
    said = said if isinstance(said, dict) else {}
    if 200 <= status < 300:
        return Answer(Outcome.SENT, reference=str(said.get("sid") or "")[:80])
    if status >= 500:
        return Answer(Outcome.UNCLEAR)
    if status == http.client.TOO_MANY_REQUESTS:
        return Answer(Outcome.NOT_SENT, why="busy")
    if status < 400 or status in (http.client.UNAUTHORIZED, http.client.FORBIDDEN, http.client.NOT_FOUND):
        return Answer(Outcome.NOT_SENT, why="settings")
    if said.get("code") in OPTED_OUT:
        return Answer(Outcome.OPTED_OUT)
    return Answer(Outcome.BAD_NUMBER if said.get("code") in BAD_NUMBER else Outcome.REFUSED)
