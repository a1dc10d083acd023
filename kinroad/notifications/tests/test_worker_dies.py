"""The worker is killed at every step: no message goes out twice, and none is lost without a word."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from kinroad.config.worker import is_gone
from kinroad.core.time import now
from kinroad.notifications.actions import delivery, outbox
from kinroad.notifications.actions.outbox_page import send_again
from kinroad.notifications.models import Outgoing, Words
from kinroad.notifications.rules.permission import Kind
from kinroad.notifications.tests.carriers import Carrier
from kinroad.notifications.tests.dying import STEPS
from kinroad.notifications.tests.factories import reachable, system

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def message(monkeypatch):
    """A message that is due at any hour: this is not about the window."""
    monkeypatch.setattr(outbox, "next_allowed", lambda at, **wish: at)
    monkeypatch.setattr(delivery, "next_allowed", lambda at, **wish: at)
    them = reachable(Kind.EMAIL, email="ruth@example.org")
    at = now() - timedelta(minutes=1)
    by = system(them.organization)
    return outbox.put(participant=them, channel="email", words=Words.NEW_MESSAGE, key="one", by=by, at=at)


def start(step, message, folder, *, knows_keys):
    """The worker in a process of its own, on this test's database."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kinroad.config.test_settings",
        "KINROAD_TEST_FOLDER": str(settings.KINROAD_DATA.parent),
    }
    database = str(connection.settings_dict["NAME"])
    arguments = [step, str(message.pk), str(folder), "yes" if knows_keys else "no", database]
    return subprocess.Popen([sys.executable, "-m", "kinroad.notifications.tests.dying", *arguments], env=environment)


def after_it_died(monkeypatch, carrier):
    """Another worker comes by: it takes over and sends."""
    monkeypatch.setattr(delivery, "transport_for", lambda organization, channel: carrier)
    delivery.sweep(worker="another", is_gone=lambda worker: is_gone(worker, by="another"))


@pytest.mark.parametrize("knows_keys", [True, False], ids=["with a key", "without a key"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_this_step(step, knows_keys, message, tmp_path, monkeypatch):
    assert start(step, message, tmp_path, knows_keys=knows_keys).wait(60) == 9
    carrier = Carrier(tmp_path, knows_keys=knows_keys)
    went_out = len(carrier.arrived)
    assert went_out == STEPS[step]

    after_it_died(monkeypatch, carrier)

    message.refresh_from_db()
    certain = knows_keys or step in ("before the claim is committed", "after all")
    assert message.state == ("sent" if certain else "unknown")
    assert len(carrier.arrived) == (1 if certain else went_out), "never twice"
    after_it_died(monkeypatch, carrier)
    assert len(carrier.arrived) <= 1


def test_killed_by_the_system_while_the_provider_thinks(message, tmp_path, monkeypatch):
    worker = start("killed while the provider thinks", message, tmp_path, knows_keys=False)
    patience = time.monotonic() + 60
    while not (tmp_path / "thinking").exists() and time.monotonic() < patience:
        time.sleep(0.05)
    carrier = Carrier(tmp_path)
    after_it_died(monkeypatch, carrier)
    assert Outgoing.objects.get().state == "sending", "it lives still"

    worker.send_signal(signal.SIGKILL)
    worker.wait(10)
    after_it_died(monkeypatch, carrier)

    assert Outgoing.objects.get().state == "unknown"
    assert len(carrier.arrived) == 1


def test_a_person_decides_what_becomes_of_it(message, tmp_path, monkeypatch):
    start("after the claim", message, tmp_path, knows_keys=False).wait(60)
    carrier = Carrier(tmp_path)
    after_it_died(monkeypatch, carrier)
    assert not carrier.arrived

    send_again(outgoing_id=message.pk, by=system(message.organization), at=now())
    after_it_died(monkeypatch, carrier)

    assert len(carrier.arrived) == 1
    message.refresh_from_db()
    assert message.state == "sent"
