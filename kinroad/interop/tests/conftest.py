"""A list at an address, and what stands there."""

import json

import pytest

from kinroad.core.fetch import Fetched, FetchRefused, Trouble
from kinroad.gatherings.tests.factories import MeetingSourceFactory
from kinroad.interop.actions import reading
from kinroad.interop.tests.lists import ADDRESS
from kinroad.people.tests.factories import OrganizationFactory

HOME = {"slug": "corridor", "zone": "America/Chicago", "state": "IA", "name": "Corridor", "discreet_name": "Corridor"}


@pytest.fixture
def iowa(db):
    return OrganizationFactory(**HOME)


@pytest.fixture
def county(iowa):
    return MeetingSourceFactory(organization=iowa, name="County", address=ADDRESS, imported_at=None)


@pytest.fixture
def says(monkeypatch):
    """What stands at the address; asked with its marks."""
    asked = []

    def set_to(answer, *, etag='"one"'):
        def fetch(url, **marks):
            asked.append((url, marks["etag"]))
            if isinstance(answer, Trouble):
                raise FetchRefused(answer)
            body = answer if isinstance(answer, bytes) or answer is None else json.dumps(answer).encode()
            return Fetched(body, etag)

        monkeypatch.setattr(reading, "fetch", fetch)
        return asked

    return set_to
