"""Denial looks like absence: a stranger learns nothing from an answer, not even that there is something to hide."""

import re
import time
from statistics import median

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import world as worlds
from tests.comers import come_as, sign_everyone_in
from tests.house.reading import Address, access_matrix, addresses

pytestmark = pytest.mark.django_db
# What belongs to the organization and not to one participant: those whose work it is may see all of it.
OF_THE_ORGANIZATION = {
    "site_id",
    "program_id",
    "person_id",
    "peer_leader_id",
    "leader_id",
    "invitation_id",
    "meeting_id",
    "session_id",
    "meeting_file_id",
    "idea_id",
    "gathering_id",
    "facilitator_id",
    "curriculum_id",
    "team_id",
    "player_id",
    "fixture_id",
    "meeting_report_id",
    "meeting_source_id",
    "roster_import_id",
    "call_shift_id",
    "clearance_id",
    "stock_item_id",
    "experience_id",
    "place_id",
    "resource_id",
    "double_id",
    "legal_hold_id",
    "sign_up_id",
    "legal_request_id",
    "form",
    "role",
}
PUBLIC_IDS = {
    "meeting_id",
    "public_session_id",
    "public_place_id",
    "public_service_id",
    "public_agency_id",
    "public_taxonomy_id",
    "secret",
}


def names_a_row(name: str, kind: str) -> bool:
    return name not in PUBLIC_IDS and (kind == "uuid" or name.endswith("_id"))


NAMING = [address for address in addresses() if any(names_a_row(*each) for each in address.kwargs.items())]
MATRIX = {(line.name, line.method): line for line in access_matrix()}
TRIES = 50


def named(address: Address) -> str:
    return address.name


def without_ids(answer, *ids) -> tuple[int, str, str]:
    """Status, where it leads, and words, without what the asker already knew: the id asked for, the form's token."""
    text = re.sub(r'(name="(?:csrfmiddlewaretoken|form_id)" value=")[^"]*', r"\1", answer.text)
    leads = answer.headers.get("Location", "")
    for each in ids:
        text, leads = text.replace(str(each), "ID"), leads.replace(str(each), "ID")
    return answer.status_code, leads, text


def strange_roles(address: Address) -> list[str]:
    """All of them. On PostgreSQL three, other ones at each address: its questions are the same, and each is asked."""
    roles = list(worlds.ROLES)
    if connection.vendor == "sqlite":
        return roles
    first = NAMING.index(address)
    return [roles[(first + each) % len(roles)] for each in range(3)]


def strangers(world, address):
    """Everyone who has no business there: (who, a browser they are signed in with)."""
    organizations_own = not set(address.kwargs) - OF_THE_ORGANIZATION
    line = MATRIX.get((address.name, "GET")) or MATRIX.get((address.name, "POST"))
    for role in strange_roles(address):
        if not (organizations_own and line and line.answers[role] == "yes"):
            yield f"another {role}", come_as(world, f"another {role}")
    yield "a neighbour's manager", come_as(world, "neighbour")
    yield "nobody", come_as(world, "anonymous")


@pytest.fixture(scope="module")
def passers_by(world, django_db_blocker):
    """The world, through which people with every role but without anybody to walk with come."""
    with django_db_blocker.unblock():
        return sign_everyone_in(world, *(f"another {role}" for role in worlds.ROLES))


@pytest.mark.parametrize("address", NAMING, ids=named)
def test_a_stranger_gets_the_answer_of_something_that_does_not_exist(address, world, passers_by):
    for who, client in strangers(passers_by, address):
        for name in (name for name, kind in address.kwargs.items() if names_a_row(name, kind)):
            known, unknown = world.sample(name, at=address.name), worlds.nobody()
            for ask in (client.get, client.post):
                real = without_ids(ask(world.url(address)), known, unknown)
                unreal = without_ids(ask(world.url(address, **{name: unknown})), known, unknown)
                assert real == unreal, f"{who} at {address.name}"
                assert real[0] < 500, f"{who} at {address.name} got {real[0]}"


def test_nor_does_the_time_of_the_answer_tell(world, passers_by):
    """Compares medians of interleaved tries in processor time; the questions to the database are exactly as many."""
    address = next(address for address in addresses() if address.name == "home:record")
    client = come_as(passers_by, "another peer leader")
    real, unreal = world.url(address), world.url(address, participant_id=worlds.nobody())
    times: dict[str, list[float]] = {real: [], unreal: []}

    for _ in range(TRIES):
        for url, took in times.items():
            start = time.process_time()
            client.get(url)
            took.append(time.process_time() - start)

    assert questions(client, real) == questions(client, unreal)
    assert 0.67 < median(times[real]) / median(times[unreal]) < 1.5


def questions(client, url) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)
