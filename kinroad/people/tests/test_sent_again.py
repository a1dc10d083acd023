"""A key that many send at the same moment is taken by one, in the cache as it stands in the database."""

from collections import Counter
from dataclasses import replace
from functools import partial

import pytest
from django.core.management import call_command
from django.db import connection

from kinroad.core.tests.at_once import at_once
from kinroad.people.actions import sent_again


@pytest.fixture
def own_table(transactional_db, settings):
    """The cache as it stands in the database, which other tests do without."""
    away = settings.CACHES
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "own_cache"}}
    call_command("createcachetable", "own_cache", verbosity=0)
    yield
    settings.CACHES = away
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE own_cache")


def test_46_of_many_at_once_one_takes_the_key_and_the_others_hear_its_answer(own_table):
    claim = sent_again.Claim("sent-again-x", "mark")

    found = Counter(each for each, _leads_to in at_once(*[partial(sent_again.begin, claim)] * 8))
    sent_again.done(claim, leads_to="/people")

    assert found == {sent_again.Found.NOTHING: 1, sent_again.Found.IN_FLIGHT: 7}
    assert sent_again.begin(claim) == (sent_again.Found.DONE, "/people")
    assert sent_again.begin(replace(claim, mark="other"))[0] is sent_again.Found.OTHER
