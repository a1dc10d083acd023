"""What a provider answers, and what we make of it."""

import json
import smtplib
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction

from kinroad.notifications.actions.transports.choosing import transport_for
from kinroad.notifications.actions.transports.development import ConsoleTransport, FileTransport
from kinroad.notifications.actions.transports.mail import MailTransport
from kinroad.notifications.actions.transports.web import WebTransport, understood
from kinroad.notifications.models import Provider
from kinroad.notifications.rules.letter import Letter
from kinroad.notifications.rules.sending import Outcome
from kinroad.people.tests.factories import OrganizationFactory

LETTER = Letter(key="0193-key", number="+13035550116", subject="Juniper Street", body="Juniper Street: Hello.")


@pytest.fixture
def provider():
    """A provider on this machine. `answers` holds status and body of the next one; `heard` what it was asked."""
    heard = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            heard.append((self.path, dict(self.headers), {k: v[0] for k, v in parse_qs(body).items()}))
            status, said = server.answer
            if status is None:
                self.close_connection = True
                self.connection.shutdown(2)
                return
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *args):
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.heard, server.answer = heard, (201, {"sid": "SM1"})
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def to(server, **facts):
    address = f"http://127.0.0.1:{server.server_port}"
    return WebTransport(address=address, account="AC1", secret="very-secret", sender="+13035550100", **facts)


def test_a_text_goes_out_with_number_words_sender_and_where_to_tell_us(provider):
    answer = to(provider, tell="https://kin.example/hooks/texts/status", key_header="Idempotency-Key").send(LETTER)

    ((path, headers, fields),) = provider.heard
    assert (answer.outcome, answer.reference) == (Outcome.SENT, "SM1")
    assert path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert headers["Authorization"].startswith("Basic ")
    assert headers["Idempotency-Key"] == LETTER.key
    assert fields == {
        "To": LETTER.number,
        "From": "+13035550100",
        "Body": LETTER.body,
        "StatusCallback": f"https://kin.example/hooks/texts/status?message={LETTER.key}",
    }


def test_a_connection_that_breaks_after_we_spoke_leaves_us_in_the_dark(provider):
    provider.answer = (None, {})

    assert to(provider).send(LETTER).outcome == Outcome.UNCLEAR


def test_a_provider_that_nobody_can_reach_got_nothing():
    nobody = WebTransport(address="http://127.0.0.1:9", account="AC1", secret="x")

    assert nobody.send(LETTER).outcome == Outcome.NOT_SENT


@pytest.mark.parametrize(
    ("status", "code", "outcome"),
    [
        (201, 0, Outcome.SENT),
        (301, 0, Outcome.NOT_SENT),
        (400, 21610, Outcome.OPTED_OUT),
        (400, 21211, Outcome.BAD_NUMBER),
        (400, 1, Outcome.REFUSED),
        (401, 20003, Outcome.NOT_SENT),
        (429, 20429, Outcome.NOT_SENT),
        (500, 0, Outcome.UNCLEAR),
        (503, 0, Outcome.UNCLEAR),
    ],
)
def test_what_an_answer_means(status, code, outcome):
    assert understood(status, json.dumps({"code": code}).encode()).outcome == outcome


def test_an_answer_that_is_no_json_still_means_something():
    assert understood(500, b"<html>").outcome == Outcome.UNCLEAR
    assert understood(400, b"[]").outcome == Outcome.REFUSED


def test_a_letter_and_a_transport_tell_nothing_about_themselves():
    said = repr(LETTER) + repr(WebTransport(address="https://x", account="AC1", secret="very-secret"))

    for secret in (LETTER.number, LETTER.body, "very-secret"):
        assert secret not in said


def test_a_file_is_written_once_however_often_it_is_sent(tmp_path):
    for _ in range(2):
        FileTransport(tmp_path).send(LETTER)

    assert [path.name for path in tmp_path.iterdir()] == ["0193-key.txt"]


def test_the_screen_shows_no_number(capsys):
    ConsoleTransport().send(LETTER)

    said = capsys.readouterr().out
    assert "Hello." in said
    assert LETTER.number not in said


# E-mail.

MAIL = Letter(key="0193-key", number="ruth@example.org", subject="Juniper Street", body="Juniper Street: Hello.")


def test_a_mail_says_the_discreet_name_and_carries_its_key(mailoutbox):
    assert MailTransport().send(MAIL).outcome == Outcome.SENT

    (mail,) = mailoutbox
    assert (mail.subject, mail.to) == ("Juniper Street", ["ruth@example.org"])
    assert mail.extra_headers["Message-ID"].startswith("<0193-key@")


@pytest.mark.parametrize(
    ("method", "trouble", "outcome"),
    [
        ("open", ConnectionRefusedError(), Outcome.NOT_SENT),
        ("open", smtplib.SMTPAuthenticationError(535, b"no"), Outcome.NOT_SENT),
        ("send_messages", smtplib.SMTPRecipientsRefused({"ruth@example.org": (550, b"no")}), Outcome.BAD_NUMBER),
        ("send_messages", smtplib.SMTPRecipientsRefused({"ruth@example.org": (450, b"later")}), Outcome.NOT_SENT),
        ("send_messages", smtplib.SMTPDataError(554, b"spam"), Outcome.REFUSED),
        ("send_messages", smtplib.SMTPServerDisconnected(), Outcome.UNCLEAR),
        ("send_messages", TimeoutError(), Outcome.UNCLEAR),
    ],
)
def test_what_a_mail_server_says(mailoutbox, monkeypatch, method, trouble, outcome):
    def broken(*args):
        raise trouble

    monkeypatch.setattr(EmailBackend, method, broken)

    assert MailTransport().send(MAIL).outcome == outcome


# Who may send at all.


def test_a_real_organization_sends_only_through_a_provider_that_was_switched_on(db, settings):
    organization = OrganizationFactory()

    assert transport_for(organization, "text").name == "web"
    assert transport_for(organization, "email").name == "mail"
    settings.KINROAD_TEXT_URL = ""
    assert transport_for(organization, "text") is None, "no pretended success without a provider"
    Provider.objects.update(is_on=False)
    assert transport_for(organization, "email") is None


def test_the_demo_never_reaches_a_provider(db, settings, tmp_path):
    settings.KINROAD_DATA = tmp_path
    demo = OrganizationFactory(slug="demo", is_demo=True)

    assert transport_for(demo, "text").name == "file"
    settings.KINROAD_DEMO_TEXTS = "console"
    assert transport_for(demo, "text").name == "console"


@pytest.mark.parametrize("missing", [{"agreed_on": None}, {"registration": ""}])
def test_the_database_refuses_a_provider_that_is_on_without_agreement_and_registration(db, missing):
    provider = Provider.objects.get(organization=OrganizationFactory(), channel="text")
    for name, value in missing.items():
        setattr(provider, name, value)

    with pytest.raises(IntegrityError), transaction.atomic():
        provider.save()
