import pytest
import time_machine
from django.core.exceptions import ValidationError

from kinroad.audit.models import Change
from kinroad.interop.actions import rosters
from kinroad.interop.models import RosterImport
from kinroad.interop.spreadsheet.importing import import_people
from kinroad.interop.spreadsheet.tests.lists import CHUY, HEADINGS, MARIO, csv_of
from kinroad.people.actions.participants import change_facts, give_notice
from kinroad.people.models import CircleRow, Participant, Person, RecoveryDate, SearchKey, Why
from kinroad.people.tests.factories import (
    PersonFactory,
    ProgramFactory,
    coordinate,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db


def test_a_roster_nobody_worked_with_is_undone_as_a_whole(juniper):
    pat = someone("coordinator")
    by = viewer_of(pat)
    result = import_people(data=csv_of(HEADINGS, MARIO, CHUY), organization=juniper, by=by)
    people_before = Person.objects.count()

    rosters.undo_roster(roster=result.roster, by=by)

    assert people_before - Person.objects.count() == 2
    assert not Participant.objects.exists()
    assert not SearchKey.objects.exclude(person=pat).exists()
    assert RosterImport.objects.get().state == RosterImport.State.UNDONE
    assert Change.objects.filter(what="roster.undone").exists()
    with pytest.raises(ValidationError, match="nothing to undo"):
        rosters.undo_roster(roster=result.roster, by=by)
    assert import_people(data=csv_of(HEADINGS, MARIO), organization=juniper, by=by).created == 1


def test_a_roster_somebody_worked_with_is_not_undone(juniper):
    by = viewer_of(someone("coordinator"))
    result = import_people(data=csv_of(HEADINGS, MARIO, CHUY), organization=juniper, by=by)
    one = Participant.objects.first()
    row = CircleRow(
        organization=juniper, participant=one, person=PersonFactory(), why=Why.MATCH, started_at=one.created_at
    )
    row.save()

    with pytest.raises(ValidationError, match="already worked"):
        rosters.undo_roster(roster=result.roster, by=by)
    assert Participant.objects.count() == 2
    row.delete()
    change_facts(participant=one, facts={"hopes": "A home"}, by=by)
    with pytest.raises(ValidationError, match="already worked"):
        rosters.undo_roster(roster=result.roster, by=by)


def test_undoing_a_change_puts_the_facts_back(juniper):
    by = viewer_of(someone("program_manager"))
    import_people(data=csv_of(HEADINGS, MARIO), organization=juniper)
    coordinate(Person.objects.get(pk=by.person_id), ProgramFactory())
    moved = MARIO.replace("50309", "50310").replace("02/26/2024", "03/01/2024")
    result = import_people(data=csv_of(HEADINGS, moved), organization=juniper, by=by)

    rosters.undo_roster(roster=result.roster, by=by)

    assert Participant.objects.get().person.zip == "50309"
    assert RecoveryDate.objects.get().on.isoformat() == "2024-02-26"


def test_an_earlier_roster_is_not_undone_before_the_later_one(juniper):
    with time_machine.travel("2026-11-20 17:00:00+00:00"):
        first = import_people(data=csv_of(HEADINGS, MARIO), organization=juniper)
    import_people(data=csv_of(HEADINGS, MARIO.replace("50309", "50310")), organization=juniper)
    by = viewer_of(someone("coordinator"))

    with pytest.raises(ValidationError, match="later roster"):
        rosters.undo_roster(roster=first.roster, by=by)


def test_a_roster_is_not_undone_when_something_else_points_to_its_people(juniper):
    by = viewer_of(someone("coordinator"))
    result = import_people(data=csv_of(HEADINGS, MARIO), organization=juniper, by=by)
    give_notice(participant=Participant.objects.get(), version="1", how="paper", by=by)

    with pytest.raises(ValidationError, match="already worked"):
        rosters.undo_roster(roster=result.roster, by=by)
    assert Participant.objects.count() == 1
