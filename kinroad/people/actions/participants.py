"""Participants: beginning, changing and ending support."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.people.actions.circle import open_circle
from kinroad.people.actions.persons import PERSON_FACTS, change_person, write_person
from kinroad.people.models import (
    Episode,
    NoticeGiven,
    Participant,
    Person,
    Program,
    RecoveryDate,
    Site,
    Why,
)
from kinroad.people.rules.viewer import Viewer

PARTICIPANT_FACTS = (
    "kind",
    "strengths",
    "talents",
    "interests",
    "pathways",
    "relation_to_treatment",
    "needs",
    "experiences",
    "availability",
    "accessibility",
    "triggers",
    "people_who_help",
    "hopes",
    "readiness",
    "may_call",
    "may_text",
    "may_leave_message",
    "may_email",
    "name_to_say",
    "safe_contact_words",
    "quiet_from",
    "quiet_to",
    "time_zone",
    "contact_every_days",
    "notes_need_sign_in",
)


@transaction.atomic
def register_participant(
    *,
    facts: Mapping[str, Any],
    site: Site,
    program: Program,
    on: date,
    by: Viewer,
    id: UUID | None = None,
    person: Person | None = None,
    recovery_dates: list[tuple[date, str]] | None = None,
) -> Participant:
    """Write a participant down and begin an episode of support on the day `on`.

    `facts` holds any of `PERSON_FACTS` and `PARTICIPANT_FACTS`; `recovery_dates` pairs of day and what is counted.
    Whoever writes them down on the program's behalf may see them (intake). A second submit with the same `id` meets
    the first. Raises ValidationError when `person` already is a participant.
    """
    met = Participant.objects.filter(pk=id).first() if id else None
    if met is not None and met.organization_id == by.organization_id:
        return met
    if person is not None and person.participants.filter(merged_into=None).exists():
        raise ValidationError(_("This person already has a page. Ask for support again from there."))
    person = person or write_person(
        organization_id=by.organization_id, facts={name: facts[name] for name in PERSON_FACTS if name in facts}
    )
    participant = Participant(
        id=id or uuid7(),
        organization_id=by.organization_id,
        person=person,
        site=site,
        program=program,
        created_at=now(),
        **{name: facts[name] for name in PARTICIPANT_FACTS if name in facts},
    )
    participant.save()
    for day, what in recovery_dates or ():
        RecoveryDate(organization_id=by.organization_id, participant=participant, on=day, what=what).save()
    begin_episode(participant=participant, on=on, by=by)
    audit.record(what="participant.registered", about=participant, by=by, participant_id=participant.pk, fields=facts)
    if by.person_id is not None and by.person_id != person.pk:
        worker = Person.objects.get(pk=by.person_id)
        open_circle(participant=participant, person=worker, why=Why.INTAKE, by=by)
    return participant


def begin_episode(*, participant: Participant, on: date, by: Viewer) -> Episode:
    """Begin a time of support, unless one is under way. The earlier ones stay."""
    under_way = participant.episodes.filter(organization_id=participant.organization_id, ended_on=None).first()
    if under_way:
        return under_way
    episode = Episode(organization_id=participant.organization_id, participant=participant, started_on=on)
    episode.save()
    audit.record(what="episode.begun", about=episode, by=by, participant_id=participant.pk)
    return episode


def end_episode(*, participant: Participant, reason: str, on: date, by: Viewer) -> Episode:
    """End the time of support under way, with a reason. Raises ValidationError when there is none.

    Call it inside a transaction; what else ends with it (matches, requests) is the caller's.
    """
    episode = participant.episodes.filter(organization_id=participant.organization_id, ended_on=None).first()
    if episode is None:
        raise ValidationError(_("Support has already ended. The door stays open."))
    episode.ended_on = max(on, episode.started_on)
    episode.reason = reason
    episode.save()
    audit.record(what="episode.ended", about=episode, by=by, participant_id=participant.pk, fields=["ended_on"])
    return episode


@transaction.atomic
def change_facts(
    *,
    participant: Participant,
    facts: Mapping[str, Any],
    by: Viewer,
    version: int | None = None,
    recovery_dates: list[tuple[date, str]] | None = None,
) -> Participant:
    """Change what a participant told us. `version` is the one the form was drawn from.

    Raises ValidationError when somebody changed the page in between: nothing is overwritten unseen.
    """
    mine = Participant.objects.select_for_update().select_related("person").get(pk=participant.pk)
    if version is not None and version != mine.version:
        raise ValidationError(
            _("Someone changed this page while you were writing. Your words are below: look, then save again.")
        )
    changed = change_person(mine.person, facts={name: facts[name] for name in PERSON_FACTS if name in facts})
    for name in PARTICIPANT_FACTS:
        if name in facts and (getattr(mine, name) or None) != (facts[name] or None):
            setattr(mine, name, facts[name])
            changed.append(name)
    if recovery_dates is not None and set_recovery_dates(mine, recovery_dates):
        changed.append("recovery_dates")
    if changed:
        mine.version += 1
        mine.save()
        audit.record(what="participant.changed", about=mine, by=by, participant_id=mine.pk, fields=changed)
    return mine


def set_recovery_dates(participant: Participant, wanted: list[tuple[date, str]]) -> bool:
    """Make the recovery dates say this. Returns whether anything changed."""
    rows = list(participant.recovery_dates.filter(organization_id=participant.organization_id).order_by("pk"))
    if sorted((row.on, row.what or "") for row in rows) == sorted((day, what or "") for day, what in wanted):
        return False
    RecoveryDate.objects.filter(
        organization_id=participant.organization_id, participant=participant, pk__in=[row.pk for row in rows]
    ).delete()
    for day, what in wanted:
        RecoveryDate(
            organization_id=participant.organization_id, participant=participant, on=day, what=what or None
        ).save()
    return True


@transaction.atomic
def give_notice(*, participant: Participant, version: str, how: str, by: Viewer) -> NoticeGiven:
    """Record that the notice of privacy was given (42 CFR 2.22): version, how, when, by whom."""
    given = NoticeGiven(
        organization_id=participant.organization_id,
        participant=participant,
        version=version,
        how=how,
        given_at=now(),
        given_by_id=by.person_id,
    )
    given.save()
    audit.record(what="notice.given", about=given, by=by, participant_id=participant.pk)
    return given
