"""Whom the stories of coaching are about, where a test does not say it otherwise."""

import pytest

from kinroad.coaching.tests.factories import walk_together
from kinroad.coaching.tests.planning import mine
from kinroad.people.tests.factories import someone


@pytest.fixture
def elizabeth():
    return someone("participant", called="Elizabeth")


@pytest.fixture
def maya(elizabeth):
    maya = someone("peer_leader", called="Maya")
    walk_together(maya, mine(elizabeth))
    return maya
