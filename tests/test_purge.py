"""What is past its day goes, for ever and from everywhere; a hold keeps it (requirement 52)."""

import datetime
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Sum

from kinroad.audit.models import Change
from kinroad.config import past, purged_list
from kinroad.config.store import Folder, store_of
from kinroad.core.ids import uuid7
from kinroad.core.resealing import sealed_fields
from kinroad.core.time import now, today
from kinroad.home.actions import purge
from kinroad.people.actions.retention import end_hold, hold, set_retention
from kinroad.people.models import Account, Episode, Participant, Person, SearchKey
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.rules.retention import years_before
from kinroad.people.tests.factories import viewer_of
from kinroad.service_log.models import Line
from tests import canaries
from tests.world import NAME

YEARS = timedelta(days=366)


@pytest.fixture
def ended(world, db):
    """A world whose participant has everything, and whose support ended."""
    for one in Participant.objects.filter(organization=world.organization):
        Episode.objects.filter(participant=one).delete()
        facts = {"started_on": today("UTC") - timedelta(days=200), "ended_on": today("UTC"), "reason": "done"}
        Episode(organization=world.organization, participant=one, **facts).save()
    return world


def purge_in(world, years):
    with time_machine.travel(now() + years * YEARS):
        return purge.purge(organization_id=world.organization.pk, zone="UTC")


@pytest.mark.parametrize(
    ("day", "years", "before"),
    [
        (datetime.date(2026, 11, 22), 6, datetime.date(2020, 11, 22)),
        (datetime.date(2028, 2, 29), 6, datetime.date(2022, 2, 28)),
        (datetime.date(2028, 2, 29), 4, datetime.date(2024, 2, 29)),
    ],
)
def test_years_are_counted_by_the_calendar(day, years, before):
    assert years_before(day, years) == before


def test_nothing_goes_before_its_day(ended):
    gone = purge_in(ended, 5.9)

    assert gone["records"] == gone["consents"] == 0
    assert NAME in [each.called for each in Person.objects.all()]


def test_after_six_years_no_word_of_them_opens_anywhere(ended):
    """Canaries in every sealed column of every row that is theirs; after the purge none of them opens."""
    ids = [
        ended.participant.pk,
        *Participant.objects.filter(merged_into=ended.participant).values_list("pk", flat=True),
    ]
    parts = [part for some in purge.parts() for part in some]

    gone = purge_in(ended, 7)

    assert gone["records"] >= 1
    for part in parts:
        if part.model is Line:
            continue
        rows = part.model._base_manager.filter(**{f"{part.whose}__in": ids})
        assert not part.remove or not rows.exists(), part.model
        for row in rows:
            for each in sealed_fields(part.model):
                assert getattr(row, each.attname) in (None, "", "—"), (part.model, each.name)
    assert not any(NAME in str(opened) for opened in every_word())
    assert Person.objects.get(pk=ended.participant.person_id).called == ""


def every_word():
    """Every sealed value of every table, opened."""
    for model in {field.model for field in everything()}:
        for row in model._base_manager.all():
            for each in sealed_fields(model):
                yield getattr(row, each.attname)


def everything():
    from kinroad.core.resealing import sealed_models

    return [field for model in sealed_models() for field in sealed_fields(model)]


def test_nobody_sees_finds_or_is_them_any_more(ended):
    account = Account.objects.get(standings__person=ended.participant.person)
    coordinator = viewer_of(ended.people["coordinator"])
    assert participants_seen_by(coordinator).filter(pk=ended.participant.pk).exists()

    purge_in(ended, 7)

    assert not participants_seen_by(coordinator).filter(pk=ended.participant.pk).exists()
    assert not SearchKey.objects.filter(person=ended.participant.person_id).exists()
    account.refresh_from_db()
    assert not account.is_active
    assert account.username.startswith("gone-")
    assert not account.has_usable_password()


def test_what_was_counted_stays_counted_and_names_nobody(ended):
    own = Line.objects.filter(organization=ended.organization)
    before = (own.count(), own.aggregate(Sum("minutes"))["minutes__sum"])
    assert own.filter(participant=ended.participant).exists()

    purge_in(ended, 7)

    assert (own.count(), own.aggregate(Sum("minutes"))["minutes__sum"]) == before
    assert not own.filter(participant=ended.participant).exists()
    lines = Change.objects.filter(what="participant.purged", about_id=ended.participant.pk)
    assert lines.count() == 1


def test_a_purge_happens_once(ended):
    first, second = purge_in(ended, 7), purge_in(ended, 7)

    assert first["records"]
    assert first["consents"]
    assert second == {"records": 0, "consents": 0, "messages": 0}


@pytest.mark.parametrize("by_program", [False, True])
def test_a_hold_keeps_everything_until_it_ends(ended, by_program):
    by = viewer_of(ended.people["coordinator"])
    what = {"program": ended.participant.program} if by_program else {"participant": ended.participant}
    held = hold(id=uuid7(), reason="Letter of the court", by=by, **what)

    purge_in(ended, 7)
    kept = Participant.objects.select_related("person").get(pk=ended.participant.pk)
    end_hold(held=held, by=by)
    purge_in(ended, 7)

    assert kept.purged_on is None
    assert kept.person.called == NAME
    assert Participant.objects.get(pk=ended.participant.pk).purged_on is not None


def test_messages_go_after_a_year_and_the_record_stays(ended):
    from kinroad.notifications.models import Message

    Message(
        organization=ended.organization,
        participant=ended.participant,
        author=ended.participant.person,
        by_participant=True,
        body="Ok.",
        at=now(),
    ).save()

    gone = purge_in(ended, 1.1)

    assert gone["messages"] >= 1
    assert Message.objects.filter(participant=ended.participant).latest("at").body == ""
    assert purge_in(ended, 1.1)["messages"] == 0
    assert Person.objects.get(pk=ended.participant.person_id).called == NAME


def test_somebody_who_works_here_keeps_their_own_name(ended):
    from kinroad.people.models import RoleHeld

    RoleHeld(
        organization=ended.organization, person=ended.participant.person, role="peer_leader", given_at=now()
    ).save()

    purge_in(ended, 7)

    worker = Person.objects.get(pk=ended.participant.person_id)
    assert worker.called == NAME
    assert not worker.participants.exists()
    assert Account.objects.get(standings__person=worker).is_active


def test_less_than_our_default_asks_for_counsel(ended):
    by = viewer_of(ended.people["administrator"])
    none = (6, "", None)
    rest = {"consents": none, "messages": (1, "", None), "drafts": (7, "", None)}

    with pytest.raises(ValidationError, match="counsel"):
        set_retention(said={"record": (3, "", None), **rest}, by=by)
    set_retention(said={"record": (3, "R. Ortiz", datetime.date(2026, 3, 2)), **rest}, by=by)

    assert purge_in(ended, 3.5)["records"] >= 1


def test_a_dry_run_says_how_many_and_changes_nothing(ended, capsys):
    with time_machine.travel(now() + 7 * YEARS):
        past.purge_all(dry_run=True)

    said = capsys.readouterr().out
    assert "records" in said
    assert NAME not in said
    assert Participant.objects.get(pk=ended.participant.pk).purged_on is None


def test_no_canary_stands_in_the_open_in_any_table(ended):
    """Requirement 50: tables, search tables and tasks of a whole program hold no name, before any purge."""
    assert canaries.found_in_the_database() == set()
    assert connection.introspection.table_names()


def test_an_older_backup_that_is_put_back_loses_them_again(ended, tmp_path, monkeypatch):
    """Purged today; a backup of yesterday is put back; and the list beside the backups purges them at once (52)."""
    monkeypatch.setattr(purged_list, "waiting", lambda: Folder(tmp_path / "data"))
    monkeypatch.setattr(purged_list, "data_folder", lambda: tmp_path / "data")
    monkeypatch.setattr(purged_list, "key", lambda: bytes(32))
    store = Folder(tmp_path / "copies")
    with transaction.atomic():
        gone = purge_in(ended, 7)
        purged_list.add_to(store)
        transaction.set_rollback(True)  # everything is as it was before the purge
    assert gone["records"] >= 1
    assert gone["consents"] >= 1
    assert any(NAME in str(opened) for opened in every_word())
    by = viewer_of(ended.people["coordinator"])
    hold(id=uuid7(), participant=ended.participant, reason="It has ended since.", by=by)

    purged_list.remember(store_of(f"{store.path}/2026-11-22T210000Z"), f"{store.path}/2026-11-22T210000Z")
    assert purged_list.carry_out() >= 1

    assert not any(NAME in str(opened) for opened in every_word())
    ended.participant.refresh_from_db()
    assert ended.participant.purged_on is not None
    assert ended.participant.consents_purged_on is not None
    assert (tmp_path / "data" / purged_list.NAME).exists() is False
    assert str(ended.participant.pk).encode() not in (store.path / purged_list.NAME).read_bytes()
