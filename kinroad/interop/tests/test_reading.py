"""Lists of meetings that are read at their address: proposed, looked at, applied; what we know better stays."""

import json
from datetime import date, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from kinroad.config import cli, meeting_lists
from kinroad.core.fetch import Trouble
from kinroad.gatherings.actions import correct
from kinroad.gatherings.actions import source as actions
from kinroad.gatherings.models import Meeting, MeetingFile, MeetingReport, MeetingSource
from kinroad.gatherings.tests.factories import MeetingSourceFactory
from kinroad.interop.actions.reading import Came
from kinroad.interop.bmlt.tests.lists import entry
from kinroad.interop.tasks import read_list as read_list_later
from kinroad.interop.tests.lists import ADDRESS, MONDAY, apply, group, read, system
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone


def test_a_list_is_proposed_first_and_shown_when_an_editor_says_so(county, says):
    says([group(1), group(2)])

    told = read(county)

    assert (told.came, told.counts) == (Came.WAITS, {"came": 2})
    assert not Meeting.objects.exists()
    apply(county)
    county.refresh_from_db()
    assert Meeting.objects.listed().count() == 2
    assert county.shown
    assert not MeetingFile.objects.exists()


def test_the_same_answer_confirms_the_list_and_asks_nobody(county, says):
    asked = says([group(1)])
    read(county)
    apply(county)

    again = read(county, at=MONDAY + timedelta(days=7))
    says(None)
    unchanged = read(county, at=MONDAY + timedelta(days=14))

    assert (again.came, unchanged.came) == (Came.SAME, Came.SAME)
    assert [mark for _, mark in asked] == ["", '"one"', '"one"'][: len(asked)]
    county.refresh_from_db()
    assert county.imported_at == MONDAY + timedelta(days=14)
    assert not MeetingFile.objects.exists()


def test_what_waits_confirms_nothing_and_a_later_answer_takes_its_place(county, says):
    says([group(1)])
    read(county)
    same = read(county, at=MONDAY + timedelta(days=7))
    says([group(1), group(2)])
    read(county, at=MONDAY + timedelta(days=14))

    county.refresh_from_db()
    assert same.came is Came.SAME
    assert county.imported_at is None
    assert MeetingFile.objects.get().counts == {"came": 2}


def test_changes_that_were_let_go_are_not_proposed_again_until_the_list_changes(client, county, says):
    says([group(1)])
    read(county)
    sign_in(client, someone("coordinator", organization=county.organization))
    client.post(f"/settings/meetings/import/{MeetingFile.objects.get().pk}", {"do": "let-go"})

    assert read(county).came is Came.SAME
    assert not MeetingFile.objects.exists()
    says([group(1), group(2)])
    assert read(county).came is Came.WAITS


def test_small_changes_go_in_by_themselves_where_an_editor_allowed_it(county, says):
    groups = [group(number) for number in range(1, 21)]
    says(groups)
    read(county)
    apply(county)
    MeetingSource.objects.update(small_alone=True)

    says([group(1, start_time="20:00:00"), *groups[1:]])
    small = read(county)
    says(groups[:10])
    shrunk = read(county)

    assert (small.came, small.counts) == (Came.APPLIED, {"moved": 1})
    assert Meeting.objects.get(name="Group 1").start_minute == 1200
    assert (shrunk.came, Meeting.objects.listed().count()) == (Came.WAITS, 20)
    assert MeetingReport.objects.order_by("-at")[0].alone


@pytest.mark.parametrize("trouble", list(Trouble))
def test_when_nothing_comes_what_is_shown_stays_and_the_page_says_why(client, county, says, trouble):
    says([group(1)])
    read(county)
    apply(county)
    says(trouble)

    told = read(county)

    assert (told.came, told.trouble) == (Came.TROUBLE, trouble.value)
    assert Meeting.objects.listed().count() == 1
    sign_in(client, someone("coordinator", organization=county.organization))
    assert "The last reading brought nothing." in client.get(f"/settings/meetings/lists/{county.pk}").text


@pytest.mark.parametrize("answer", [b"<html>Not found</html>", b"[]", b"", [entry(weekday_tinyint="9")]])
def test_what_is_no_list_changes_nothing(county, says, answer):
    says(answer)

    assert read(county).trouble == "unreadable"
    assert not MeetingFile.objects.exists()


def test_a_place_we_know_to_be_closed_stays_closed_through_every_reading(county, says):
    says([group(1), group(2)])
    read(county)
    apply(county)
    meeting = Meeting.objects.get(name="Group 1")
    correct.correct_meeting(
        meeting=meeting, by=system(county.organization), verified_on=date(2026, 11, 2), temporarily_closed=True
    )

    says([group(1, start_time="18:00:00"), group(2, formats="O,TC")])
    read(county)
    apply(county)

    meeting.refresh_from_db()
    assert (meeting.temporarily_closed, meeting.start_minute) == (True, 1080)
    assert Meeting.objects.get(name="Group 2").temporarily_closed
    assert "TC" in next(each["types"] for each in feed_of(county.organization) if each["name"] == "Group 1"), (
        "the feed says what we know"
    )


def feed_of(organization):
    from kinroad.gatherings.queries.meeting import feed_rows
    from kinroad.interop.meeting_guide.feed import entry as feed_entry

    rows = feed_rows(organization_id=organization.pk)
    return [feed_entry(row, page="/", entity="Corridor", state="IA") for row in rows]


def test_only_as_many_reports_are_kept_as_anybody_reads(county, says):
    for number in range(25):
        says([group(1, meeting_name=f"Name {number}")])
        read(county)
        apply(county)

    assert MeetingReport.objects.count() == 20
    assert MeetingReport.objects.order_by("-at")[0].changes[0]["name"] == "Name 24"


def test_lists_are_asked_in_their_rhythm_and_never_twice(iowa, county):
    MeetingSourceFactory(organization=iowa, name="Daily", address=ADDRESS, rhythm="daily")
    MeetingSourceFactory(organization=iowa, name="Files alone")

    def asked(at):
        return actions.ask_who_is_due(organization_id=iowa.pk, at=at)

    assert asked(MONDAY) == 2
    assert asked(MONDAY + timedelta(minutes=1)) == 0
    assert asked(MONDAY + timedelta(days=1)) == 1
    assert asked(MONDAY + timedelta(days=7)) == 2
    assert {task.task_path for task in DBTaskResult.objects.all()} == {"kinroad.interop.tasks.read_list"}


def test_the_task_reads_the_list_it_is_given(county, says):
    says([group(1)])

    read_list_later.func(str(county.pk))
    read_list_later.func(str(county.organization_id))

    assert MeetingFile.objects.get().source == county


def test_the_command_reads_every_list_and_tells(county, says, capsys):
    MeetingSourceFactory(organization=OrganizationFactory(slug="other"), name="Other", address=ADDRESS)
    says([group(1)])

    assert meeting_lists.refresh(cli.parser().parse_args(["refresh-meetings", "--json"])) == 0
    said = json.loads(capsys.readouterr().out)
    says(Trouble.INSIDE)
    one = cli.parser().parse_args(["refresh-meetings", "--organization", "corridor", "--source", "County"])
    assert meeting_lists.refresh(one) == 1

    assert {each["list"]: each["came"] for each in said} == {"County": "waits", "Other": "waits"}
    assert said[0]["changes"] == {"came": 1}
    assert "County: nothing could be read; what is shown stays (inside)" in capsys.readouterr().out
