"""A text that came in, and what the provider says became of one that went out."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from kinroad.audit import actions as audit
from kinroad.core.ids import uuid7
from kinroad.core.tenancy import found_by_secret, inside
from kinroad.notifications.actions.outbox import keep
from kinroad.notifications.actions.permission import doubt_number, end_stop, give, stop_number
from kinroad.notifications.models import Incoming, Outgoing, Permission, StoppedNumber, Words
from kinroad.notifications.queries.permission import is_stopped, key_of
from kinroad.notifications.rules.keywords import Asked, asked
from kinroad.notifications.rules.permission import Doubt, Kind
from kinroad.people.models import Organization
from kinroad.people.rules.phones import as_e164
from kinroad.people.rules.viewer import Viewer

USEFUL_FOR = timedelta(hours=1)
State, Why = Outgoing.State, Outgoing.Why


@transaction.atomic
def receive_for_all(
    *, organizations: Iterable[Organization], reference: str, number: str, text: str, at: datetime
) -> None:
    """The same text for every organization that sends from its number: STOP holds in all, one of them answers.

    The one that wrote to this number last answers, else the first.
    """
    places = list(organizations)
    keys = {place.pk: key_of(as_e164(number) or "", Kind.TEXT, place.pk) for place in places}
    wrote = Outgoing.objects.filter(organization__in=places, number_key__in=keys.values()).order_by("-put_at")
    last = wrote.values_list("organization_id", flat=True).first()
    answering = next((place.pk for place in places if place.pk == last), places[0].pk if places else None)
    for place in places:
        with inside(place.pk):
            receive(
                organization=place, reference=reference, number=number, text=text, at=at, answer=place.pk == answering
            )


@transaction.atomic
def receive(
    *, organization: Organization, reference: str, number: str, text: str, at: datetime, answer: bool = True
) -> Asked | None:
    """Do what a text asks for and answer it once. None when it came before. Its words are not kept."""
    by = Viewer.system(organization.pk, organization.zone)
    e164 = as_e164(number)
    wish = asked(text)
    row, new = Incoming.objects.get_or_create(
        organization=organization, reference=reference, defaults={"asked": wish, "came_at": at}
    )
    if not new:
        return None
    audit.record(what=f"text.{wish}", about=row, by=by)
    if e164 is None:  # a short code or a service: nobody to answer
        return wish
    words = _do(wish, number=e164, by=by, at=at)
    if words is not None and answer:
        _answer(organization, number=e164, words=words, reference=reference, at=at, by=by)
    return wish


def _do(wish: Asked, *, number: str, by: Viewer, at: datetime) -> Words | None:
    """Carry the wish out. Answers with the words to send back, if any."""
    if wish == Asked.STOP:
        return Words.STOPPED if stop_number(number=number, how=StoppedNumber.How.TEXT, by=by, at=at) else None
    if wish == Asked.WRONG:
        doubt_number(number=number, doubt=Doubt.WRONG, by=by, at=at)
        return Words.STOPPED if stop_number(number=number, how=StoppedNumber.How.TEXT, by=by, at=at) else None
    if wish == Asked.START:
        return _start(number=number, by=by, at=at)
    if wish == Asked.HELP:
        return Words.HELP
    return None if is_stopped(number, by.organization_id) else Words.CANNOT_READ


def _start(*, number: str, by: Viewer, at: datetime) -> Words | None:
    """Texts again, for the one person whose texts STOP ended. When several shared the number, each is asked first."""
    if not end_stop(number=number, by=by, at=at):
        return Words.ASK_US
    ended = Permission.objects.filter(
        organization_id=by.organization_id,
        number_key=key_of(number, Kind.TEXT, by.organization_id),
        kind=Kind.TEXT,
        ended=Permission.Ended.STOPPED,
    )
    people = {row.participant_id: row.participant for row in ended.select_related("participant__person")}
    if len(people) != 1:
        return Words.ASK_US
    (them,) = people.values()
    if as_e164(them.person.phone or "") != number or them.merged_into_id or them.died_on:
        return Words.ASK_US
    give(participant=them, kinds=[Kind.TEXT], wording="START", by=by, at=at)
    return Words.STARTED


def _answer(
    organization: Organization, *, number: str, words: Words, reference: str, at: datetime, by: Viewer
) -> Outgoing | None:
    """Answer a text, at any hour, once. "Nobody reads this" goes to a number once a day."""
    key = key_of(number, Kind.TEXT, organization.pk)
    once = f"{words}:{key}:{at:%Y-%m-%d}" if words == Words.CANNOT_READ else f"{words}:{reference}"
    if Outgoing.objects.filter(organization=organization, key=once).exists():
        return None
    before = Outgoing.objects.filter(organization=organization, number_key=key).order_by("-put_at").first()
    row = Outgoing(
        id=uuid7(),
        organization=organization,
        key=once,
        channel=Outgoing.Channel.TEXT,
        number=number,
        number_key=key,
        words=words,
        language=before.language if before else "en",
        put_at=at,
        due_at=at,
        use_until=at + USEFUL_FOR,
    )
    return keep(row, by=by)


@transaction.atomic
def note_status(
    *, outgoing_id: UUID, reference: str, arrived: bool | None, bad_number: bool, opted_out: bool, at: datetime
) -> None:
    """The provider tells what became of a message: it arrived (True), came back (False), or is on its way (None).

    News of a message that nobody knew about say that it was sent. The same news twice change nothing.
    """
    row = Outgoing.objects.select_for_update(of=("self",)).select_related("organization").filter(pk=outgoing_id).first()
    if row is None or row.state == State.DROPPED or (row.reference and row.reference != reference):
        return
    found_by_secret(row)
    by = Viewer.system(row.organization_id, row.organization.zone)
    if arrived is False:
        if row.state == State.FAILED:
            return
        row.state, row.why, row.ended_at = State.FAILED, Why.BAD_NUMBER if bad_number else Why.REFUSED, at
    elif row.state in (State.SENDING, State.UNKNOWN, State.WAITING):
        row.state, row.why, row.ended_at = State.SENT, Why.NONE, at
    if arrived and row.delivered_at is None:
        row.delivered_at = at
    row.reference = reference
    row.save()
    audit.record(what=f"message.{row.state}", about=row, by=by, participant_id=row.participant_id)
    if bad_number:
        doubt_number(number=row.number, doubt=Doubt.BOUNCED, by=by, at=at)
    if opted_out:
        stop_number(number=row.number, how=StoppedNumber.How.PROVIDER, by=by, at=at)
