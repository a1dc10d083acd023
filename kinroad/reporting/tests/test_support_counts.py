"""The report equals a recount line by line."""

from datetime import date

import pytest

from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory, PeerLeaderFactory
from kinroad.reporting.queries.support import support_in_program
from kinroad.service_log.rules.tally import Question
from kinroad.service_log.tests.factories import Program12, give, take_back
from kinroad.service_log.tests.recount import TYPES, recount

pytestmark = pytest.mark.django_db
YEAR = (202601, 202612)


def ask(**only):
    return support_in_program(Question(OrganizationFactory().pk, *YEAR, **only))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("chosen", ["nothing", "site", "program", "peer_leader"])
def test_the_report_equals_an_independent_recount(seed, chosen):
    program = Program12(seed)
    place = {"site": program.sites[0], "program": program.programs[0], "peer_leader": program.peer_leaders[0]}
    only = {chosen: place[chosen].pk} if chosen != "nothing" else {}

    report = ask(**only)
    counted = recount(program.organization.pk, *YEAR, **{f"{name}_id": value for name, value in only.items()})

    def times(kind, **where):
        names = ("month", "site", "activity")
        return sum(
            count
            for (*key, of), count in counted["times"].items()
            if of == kind and all(dict(zip(names, key, strict=True))[name] == value for name, value in where.items())
        )

    def people(at, value):
        return len({key[0] for key in counted["served"] if key[at] == value})

    assert report.people.value == counted["people"]
    assert report.whole.times.value == times("times")
    assert report.whole.contacts.value == len(counted["contacts"])
    assert report.whole.minutes_given.value == counted["minutes_given"]
    assert report.minutes_received.value == counted["minutes"]
    assert report.without_record.value == counted["without_record"]
    for row in report.months:
        assert row.people.value == people(1, row.key)
        assert row.contacts.value == len([key for key in counted["contacts"] if key[0] == row.key])
        assert {kind: row.types[kind].value for kind in TYPES} == {kind: times(kind, month=row.key) for kind in TYPES}
    for month, row in report.month_activities:
        assert {kind: row.types[kind].value for kind in TYPES} == {
            kind: times(kind, month=month, activity=row.key) for kind in TYPES
        }
        assert row.times.value == times("times", month=month, activity=row.key)
    for row in report.sites:
        assert row.people.value == people(2, row.key)
        assert row.times.value == times("times", site=row.key)
    for row in report.peer_leaders:
        assert row.people.value == people(3, row.key)
        assert row.contacts.value == len([key for key in counted["contacts"] if key[3] == row.key])
    assert {row.key: row.people.value for row in report.kinds} == {
        kind: people(4, kind) for kind in {key[4] for key in counted["served"]}
    }
    assert {row.key: row.people.value for row in report.relations} == {
        relation: people(5, relation) for relation in {key[5] for key in counted["served"]}
    }


def test_a_group_of_three_is_one_contact_and_three_times():
    leader = PeerLeaderFactory()
    give(*[ParticipantFactory() for _ in range(3)], minutes=60, peer_leader=leader)

    report = ask()

    assert report.whole.contacts.value == 1
    assert report.whole.times.value == 3
    assert report.whole.minutes_given.value == 60
    assert report.minutes_received.value == 180
    assert [row.contacts.value for row in report.peer_leaders] == [1]


def test_merged_participants_are_one_person():
    aisha, again = ParticipantFactory(), ParticipantFactory()
    give(aisha)
    give(again)
    assert ask().people.value == 2

    again.merged_into = aisha
    again.save()

    assert ask().people.value == 1
    assert [row.people.value for row in ask().sites] == [1]
    assert ask().whole.times.value == 2


def test_what_was_taken_back_does_not_count():
    take_back(give(ParticipantFactory(), people_without_record=4))

    report = ask()

    assert report.empty
    assert report.people.value == report.whole.contacts.value == report.without_record.value == 0


def test_people_without_a_record_are_counted_apart():
    give(people_without_record=7, organization_id=OrganizationFactory().pk)

    report = ask()

    assert report.without_record.value == 7
    assert report.people.value == report.whole.times.value == 0
    assert report.whole.contacts.value == 1


def test_another_organization_is_not_counted():
    neighbour = ParticipantFactory(organization=OrganizationFactory(slug="neighbour"))
    give(neighbour)

    assert ask().people.value == 0


def test_months_outside_are_not_counted():
    give(ParticipantFactory(), on=date(2025, 12, 31))

    assert ask().people.value == 0


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries):
    question = Question(Program12(1, occasions=60).organization.pk, *YEAR)

    with django_assert_max_num_queries(8):
        support_in_program(question)
