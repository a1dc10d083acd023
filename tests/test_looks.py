"""Whoever reads a participant's name has looked, and it is written down: by opening a page, or by sending its form."""

import pytest
from django.db import transaction

from kinroad.audit.models import Look
from tests import world as worlds
from tests.house.reading import access_matrix, addresses

BY_NAME = {address.name: address for address in addresses()}
LINES = [line for line in access_matrix() if line.name in BY_NAME]
OWN = {"participant", "anonymous", "neighbour"}


def asks(client, line, url):
    """Every way to see the page: opened; its form sent empty, and with something that is refused."""
    if line.method == "GET":
        yield lambda: client.get(url)
    else:
        yield lambda: client.post(url)
        yield lambda: client.post(url, {"nothing": "of use"})


def looked(participant_id) -> bool:
    rows = Look.objects.values_list("participant_id", "shown")
    return any(one == participant_id or str(participant_id) in (shown or ()) for one, shown in rows)


@pytest.mark.django_db
def test_no_page_says_a_participants_name_without_a_look():
    world = worlds.build()
    browsers = {role: worlds.come_as(world, role) for role in LINES[0].answers if role not in OWN}
    unseen = []
    for line in LINES:
        for role in (role for role in browsers if line.answers[role] == "yes"):
            for ask in asks(browsers[role], line, world.url(BY_NAME[line.name])):
                with transaction.atomic():
                    answer = ask()
                    if (
                        answer.status_code == 200
                        and worlds.NAME.encode() in answer.content
                        and not looked(world.participant.pk)
                    ):
                        unseen.append(f"{role}: {line.method} {line.name}")
                    transaction.set_rollback(True)

    assert not unseen
