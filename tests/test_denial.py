"""Denial looks like absence beyond pages: in search, files, feeds, and in what a refusal costs and leaves behind.

Ids chosen in forms: test_neighbours_ids.py. Addresses: test_strangers.py.
"""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinroad.coaching.tests.factories import leader_of
from kinroad.core.time import now
from kinroad.gatherings.actions.calendar_link import make_calendar_link, withdraw_calendar_link
from kinroad.gatherings.tests.gathering_factories import a_gathering, next_session
from kinroad.people.models import Site
from kinroad.people.tests.factories import OrganizationFactory, ProgramFactory, someone, viewer_of
from tests import world as worlds
from tests.comers import come_as
from tests.house.reading import addresses

pytestmark = pytest.mark.django_db
UNKNOWN = "Wilhelmine"  # as long as the participant's name, and nobody's


def words(answer, name) -> str:
    """The page without what the asker typed and what every answer makes anew."""
    text = re.sub(r'(name="(?:csrfmiddlewaretoken|form_id)" value=")[^"]*', r"\1", answer.text)
    return text.replace(name, "NAME").replace(UNKNOWN, "NAME")


def strangers(world):
    for role in ("peer leader", "supervisor", "evaluator", "administrator", "participant"):
        yield role, come_as(world, f"another {role}")
    yield "neighbour", come_as(world, "neighbour")
    yield "nobody", Client()


def test_a_search_for_somebody_out_of_sight_is_a_search_for_nobody(world):
    for who, client in strangers(world):
        known = client.post(reverse("home:people"), {"words": worlds.NAME})
        unknown = client.post(reverse("home:people"), {"words": UNKNOWN})

        assert known.status_code == unknown.status_code, who
        assert words(known, worlds.NAME) == words(unknown, worlds.NAME), who


def test_a_search_for_somebody_in_sight_finds_them(world):
    answer = come_as(world, "peer leader").post(reverse("home:people"), {"words": worlds.NAME}, follow=True)

    assert worlds.NAME in answer.text


def test_a_refusal_costs_as_many_questions_and_leaves_as_many_lines(world):
    client = come_as(world, "another peer leader")
    client.get(reverse("home:record", args=[worlds.nobody()]))
    asked = []
    for id in (world.participant.pk, worlds.nobody()):
        with CaptureQueriesContext(connection) as questions:
            client.get(reverse("home:record", args=[id]))
        asked.append([each["sql"].split(" WHERE ")[0].split(" VALUES ")[0] for each in questions])

    assert asked[0] == asked[1]
    assert len([sql for sql in asked[0] if sql.startswith('INSERT INTO "audit_door"')]) == 1


SEARCHES = {"home:people": "words", "resources:list_send": "words"}


@pytest.mark.parametrize("name", SEARCHES)
def test_every_search_by_name_answers_alike_for_out_of_sight_and_for_nobody(world, name):
    url = world.url(next(each for each in addresses() if each.name == name))
    for who, client in strangers(world):
        known, unknown = (client.post(url, {SEARCHES[name]: said}) for said in (worlds.NAME, UNKNOWN))

        assert known.status_code == unknown.status_code, who
        assert words(known, worlds.NAME) == words(unknown, worlds.NAME), who


def foreign() -> dict[str, str]:
    """What somebody of another organization could name by id."""
    theirs = OrganizationFactory(slug="elsewhere")
    leader = someone("peer_leader", organization=theirs)
    return {
        "site": str(Site.objects.create(organization=theirs, name="There", zone="UTC").pk),
        "program": str(ProgramFactory(organization=theirs).pk),
        "peer_leader": str(leader_of(leader).pk),
        "who": str(leader.pk),
    }


EXPORTS = ("reporting:support", "reporting:support_csv", "reporting:support_json", "reporting:together")


def test_a_report_and_its_files_answer_alike_for_ids_of_others_and_of_nothing(world):
    client, theirs = come_as(world, "program manager"), foreign()
    for name in EXPORTS:
        for field in ("site", "program", "peer_leader"):
            ids = theirs[field], worlds.nobody()

            assert len({told(client.get(reverse(name), {field: said}), said) for said in ids}) == 1, (name, field)


def test_the_trail_names_nobody_of_another_organization(world):
    client = come_as(world, "administrator")
    ids = foreign()["who"], str(world.participant.person_id), str(worlds.nobody())

    assert len({told(client.get(reverse("home:audit"), {"who": said}), said) for said in ids}) == 1


def told(answer, said) -> tuple[int, str]:
    """The answer without what was typed, and without the token that every page makes anew."""
    return answer.status_code, words(answer, str(said))


OF_A_SESSION = ("icalendar:session", "gatherings:calendar_session", "gatherings:coming", "gatherings:feedback")


@pytest.mark.parametrize("name", OF_A_SESSION)
def test_a_session_of_the_program_alone_is_no_session_to_whoever_is_outside(world, name):
    """Also as a file for a calendar; also by somebody of another organization, and of a public one of theirs."""
    private = next_session(a_gathering(world.organization, public=False))
    theirs = next_session(a_gathering(OrganizationFactory(slug="elsewhere")))
    for client in (Client(), come_as(world, "neighbour")):
        ids = private.pk, theirs.pk, worlds.nobody()
        answers = {told(client.get(reverse(name, args=[id])), id) for id in ids}

        assert len(answers) == 1
        assert answers.pop()[0] == 404


def test_a_feed_that_was_withdrawn_is_a_feed_that_never_was(world):
    by = viewer_of(world.people["participant"])
    secret = make_calendar_link(participant=world.participant, by_name=True, by=by, at=now())
    feed = reverse("icalendar:own", args=[secret])
    assert Client().get(feed).status_code == 200
    withdraw_calendar_link(participant=world.participant, by=by, at=now())

    secrets = secret, "x" * 43
    answers = {told(Client().get(reverse("icalendar:own", args=[each])), each) for each in secrets}

    assert len(answers) == 1
    assert answers.pop()[0] == 404
