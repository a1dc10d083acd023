"""A program to bring lists into."""

import pytest
import time_machine

from kinroad.people.tests.factories import OrganizationFactory, ProgramFactory, SiteFactory

TODAY = "2026-11-22 17:00:00+00:00"


@pytest.fixture
def juniper(db):
    with time_machine.travel(TODAY, tick=False):
        SiteFactory()
        ProgramFactory()
        yield OrganizationFactory()
