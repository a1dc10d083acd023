"""The small whole program that tests of every address walk through. It is built once for each file of tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.comers import sign_everyone_in
from tests.world import World, build


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The world as it was built: what a test changes in it is taken back after that test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield sign_everyone_in(build())
        transaction.set_rollback(True)
