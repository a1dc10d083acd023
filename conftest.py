"""For every test of the house: which of them are worth running again on another database."""

import logging
import shutil
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, settings

# Two cores shared with other work are slow at times; that says nothing about a rule.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

OWN_DATABASE = {"db", "transactional_db"}


def emptied_by_the_one_door() -> None:
    """Tests that commit empty their database afterwards, the trail with it, which the database else refuses."""
    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def through_the_door(case: TransactionTestCase) -> None:
        from kinroad.audit.actions.guards import removing_lines

        with removing_lines():
            empty(case)

    TransactionTestCase._fixture_teardown = through_the_door  # type: ignore[attr-defined]


emptied_by_the_one_door()


@pytest.fixture(scope="session", autouse=True)
def nothing_private_in_the_log() -> Iterator[None]:
    """Requirement 21: what the program logs while all tests of this process run holds nothing about anybody."""
    from tests.log_canary import Listening

    heard = Listening()
    logging.getLogger().addHandler(heard)
    yield
    logging.getLogger().removeHandler(heard)
    assert not heard.hits, "The log of these tests holds what nobody may read there:\n" + "\n".join(heard.hits[:20])


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """A page asked for in Spanish leaves its thread Spanish; the next test begins as every test does."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def own_count_of_tries() -> None:
    """How often somebody tried a door is counted; no test pays for the tries of another."""
    from kinroad.people.views import limits

    cache.clear()
    limits.counter.forget()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="leave out what never asks the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--database-only"):
        asking = [item for item in items if asks_the_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in asking])
        items[:] = asking


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the data and keys that the tests' settings made for this process."""
    from django.conf import settings

    folder = settings.KINROAD_DATA.parent
    if folder.name.startswith("kinroad-test-"):
        shutil.rmtree(folder, ignore_errors=True)


def asks_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("one_database"):
        return False
    return (
        bool(OWN_DATABASE & set(getattr(item, "fixturenames", ()))) or item.get_closest_marker("django_db") is not None
    )
