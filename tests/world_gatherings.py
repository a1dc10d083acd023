"""What the small whole program has of meetings, classes and leagues."""

from kinroad.core.ids import uuid7
from kinroad.core.time import now, today
from kinroad.gatherings.actions.course import write_curriculum
from kinroad.gatherings.actions.league import add_team, join_team, plan_fixtures
from kinroad.gatherings.models import Gathering, Meeting, MeetingFile, MeetingReport
from kinroad.gatherings.tests.factories import MeetingFactory
from kinroad.people.models import HostName, Organization
from kinroad.people.rules.viewer import Viewer


def gatherings_of(supper: Gathering, by: Viewer) -> None:
    """A curriculum, and a league with a game."""
    write_curriculum(
        id=uuid7(), name="Money", about="", on_paper="Household finances", units=["Budget"], needed=None, by=by
    )
    owls, _hawks = (add_team(gathering=supper, name=name, by=by) for name in ("Owls", "Hawks"))
    join_team(team=owls, goes_by="Zelda", on=today("UTC"), by=by)
    plan_fixtures(gathering=supper, by=by, at=now())


def a_meeting(organization: Organization) -> Meeting:
    """A listed meeting, on the public site that the tests' host shows, and a list that waits to be imported."""
    HostName.objects.get_or_create(host="testserver", defaults={"organization": organization})
    MeetingFile(organization=organization, file_name="list.csv", content=b"day,time,name\n", kept_at=now()).save()
    meeting = MeetingFactory(organization=organization)
    MeetingReport(organization=organization, source=meeting.source, at=now()).save()
    return meeting
