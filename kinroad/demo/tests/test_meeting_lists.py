"""The demo's editor has something to decide."""

from types import SimpleNamespace

import pytest

from kinroad.demo.meeting_lists import let_changes_wait
from kinroad.gatherings.actions.made_up import add_made_up_meetings
from kinroad.gatherings.models import MeetingFile, MeetingSource
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


def test_changes_wait_in_the_made_up_list_and_nobody_is_asked_for_them():
    organization = OrganizationFactory(zone="America/Denver", state="CO")
    add_made_up_meetings(organization=organization, by=Viewer.system(organization.pk, organization.zone))

    let_changes_wait(SimpleNamespace(organization=organization))

    assert MeetingFile.objects.get().counts == {"closed": 1, "moved": 1, "came": 1}
    assert MeetingSource.objects.get().address == ""
