"""Writing and reading messages, and what a participant wishes about them."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.notifications.actions.outbox import put
from kinroad.notifications.models import EarlierMessages, Message, MessageWishes, ReadMark, Words
from kinroad.notifications.queries.thread import new_readers, wishes_of
from kinroad.people.actions.death import refuse_the_dead
from kinroad.people.models import Participant, Person
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def write(*, id: UUID, participant: Participant, body: str, by: Viewer, at: datetime) -> Message:
    """One message, from the participant or from the program. Whoever writes has read what stands above.

    A second submit with the same `id` meets the first. By their wish the participant is told, without a word of it.
    """
    met: Message | None = Message.objects.filter(
        organization_id=by.organization_id, pk=id, participant=participant
    ).first()
    if met is not None:
        return met
    mine = _lock(participant)
    refuse_the_dead(mine)
    if not body.strip():
        raise ValidationError({"body": _("Write something first.")})
    assert by.person_id is not None
    row = Message(
        id=id,
        organization_id=mine.organization_id,
        participant=mine,
        author_id=by.person_id,
        by_participant=by.participant_id == mine.pk,
        body=body.strip(),
        at=at,
    )
    row.save()
    audit.record(what="thread.written", about=row, by=by, participant_id=mine.pk)
    _mark(mine, to=at, by=by)
    if not row.by_participant:
        _tell(row, participant=mine, by=by, at=at)
    return row


def _tell(message: Message, *, participant: Participant, by: Viewer, at: datetime) -> None:
    """One notice for all messages that are new to the participant, by the way they chose."""
    way = wishes_of(participant).new_message
    if not way:
        return
    ids = ids_of_one(participant)
    own = {"organization_id": participant.organization_id, "participant__in": ids}
    read = ReadMark.objects.filter(person_id=participant.person_id, **own).order_by("-read_to").first()
    new = Message.objects.filter(by_participant=False, **own)
    first = (new.filter(at__gt=read.read_to) if read else new).order_by("pk").first() or message
    put(
        participant=participant,
        channel=way,
        words=Words.NEW_MESSAGE,
        link=reverse("home:me_messages"),
        key=f"new_message:{first.pk}",
        by=by,
        at=at,
    )


@transaction.atomic
def mark_read(*, participant: Participant, upto: UUID, by: Viewer) -> None:
    """The viewer has read up to this message. What came after it stays new."""
    row = Message.objects.filter(
        organization_id=by.organization_id, participant__in=ids_of_one(participant), pk=upto
    ).first()
    if row is not None:
        _mark(participant, to=row.at, by=by)


def _mark(participant: Participant, *, to: datetime, by: Viewer) -> None:
    if by.person_id is None:
        return
    mark, new = ReadMark.objects.select_for_update().get_or_create(
        organization_id=by.organization_id, participant=participant, person_id=by.person_id, defaults={"read_to": to}
    )
    if not new and mark.read_to < to:
        mark.read_to = to
        mark.save()
    audit.record(what="thread.read", about=mark, by=by, participant_id=participant.pk)


@transaction.atomic
def show_earlier(*, participant: Participant, person: UUID, answer: str, by: Viewer, at: datetime) -> None:
    """The participant says how much of what was written before somebody who walks with them now may read.

    Raises ValidationError when that person does not walk with them any more.
    """
    mine = _lock(participant)
    if person not in {each.person_id for each in new_readers(mine)}:
        raise ValidationError(_("This person does not walk with you now."))
    row, new = EarlierMessages.objects.get_or_create(
        organization_id=mine.organization_id,
        participant=mine,
        person=Person.objects.get(organization_id=mine.organization_id, pk=person),
        defaults={"answer": answer, "answered_at": at},
    )
    if not new:
        row.answer, row.answered_at = answer, at
        row.save()
    audit.record(what="earlier_messages.answered", about=row, by=by, participant_id=mine.pk)


@transaction.atomic
def set_wishes(*, participant: Participant, new_message: str, remind: str, remind_by: str, by: Viewer) -> MessageWishes:
    """What the participant wants to be told, and by which way."""
    mine = _lock(participant)
    wishes = wishes_of(mine)
    wishes.new_message = new_message
    wishes.remind, wishes.remind_by = (remind, remind_by) if remind and remind_by else ("", "")
    wishes.full_clean()
    wishes.save()
    audit.record(what="message_wishes.set", about=wishes, by=by, participant_id=mine.pk)
    return wishes


def _lock(participant: Participant) -> Participant:
    rows = Participant.objects.select_for_update(of=("self",)).select_related("person", "site", "organization")
    return rows.get(pk=participant.pk)
