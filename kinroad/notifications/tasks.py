"""Sending a message right after the page has answered. What a task misses, the sweep finds."""

import os
import socket
from uuid import UUID

from kinroad.core.tasks import task_about
from kinroad.core.time import now
from kinroad.notifications.actions import way_in
from kinroad.notifications.actions.delivery import deliver


@task_about("notifications.Outgoing")
def send(outgoing_id: str) -> None:
    """Send one message of the outbox, if it is its time."""
    deliver(UUID(outgoing_id), worker=f"{socket.gethostname()[:40].replace(':', '-')}:{os.getpid()}:task")


@task_about("people.Person")
def send_way_in(person_id: str) -> None:
    """Send a link to somebody who asked for one; an id of nobody does nothing."""
    way_in.send_way_in(person_id=UUID(person_id), at=now())
