"""What somebody allows now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from kinroad.core.seal import blind
from kinroad.notifications.models import Permission, StoppedNumber
from kinroad.notifications.rules.permission import ASK_AGAIN_AFTER, Doubt, Kind, holds
from kinroad.people.models import Participant, SearchKey
from kinroad.people.models.words import PERMISSION_WORDS
from kinroad.people.rules.phones import as_e164

# The participant's own yes or no as their page shows it; a permission stands beside it as the proof.
SAID = {Kind.CALL: "may_call", Kind.VOICEMAIL: "may_leave_message", Kind.TEXT: "may_text", Kind.EMAIL: "may_email"}


def wording_now() -> dict[str, str]:
    """What our pages say beside the box of each kind, in the language of whoever reads: kept with their yes."""
    said = {kind: PERMISSION_WORDS[name] for kind, name in SAID.items()}
    return {kind.value: f"{label}. {more}".strip().removesuffix(".") + "." for kind, (label, more) in said.items()}


def number_of(participant: Participant, kind: str) -> str:
    """The number or address this kind goes to now, as it is compared: E.164, or the folded address. Or nothing."""
    if kind == Kind.EMAIL:
        return (participant.person.email or "").strip().casefold()
    phone = participant.person.phone or ""
    return as_e164(phone) or phone


def key_of(number: str, kind: str, organization_id: UUID) -> str:
    """The blind key of a number: the one persons are found by."""
    return blind("email" if kind == Kind.EMAIL else "phone", number, organization_id)


def current_permission(participant: Participant, kind: str) -> Permission | None:
    """The permission of this kind for the number they have now, if they gave one and did not take it back.

    Nor on another page of theirs, since merged, and later.
    """
    number = number_of(participant, kind)
    if not number:
        return None
    rows = Permission.objects.filter(
        ~Exists(_ended_elsewhere()),
        organization_id=participant.organization_id,
        participant=participant,
        kind=kind,
        ended_at=None,
        number_key=key_of(number, kind, participant.organization_id),
    )
    return rows.first()


def _ended_elsewhere() -> QuerySet[Permission]:
    """Of permissions: the same kind, ended on a page that was merged into theirs, after it was given here."""
    return Permission.objects.filter(
        organization_id=OuterRef("organization_id"),
        participant__merged_into=OuterRef("participant"),
        kind=OuterRef("kind"),
        ended__in=[Permission.Ended.WITHDRAWN, Permission.Ended.STOPPED],
        ended_at__gte=OuterRef("given_at"),
    )


def may(participant: Participant, kind: str, *, at: datetime) -> bool:
    """Whether a message of this kind may go to this participant: allowed for the number they have now, and still sure.

    The hour is another question (`rules.window`). One query; load `person` with the participant.
    """
    if participant.merged_into_id or participant.died_on:
        return False
    if not getattr(participant, SAID[Kind(kind)]):
        return False
    given = current_permission(participant, kind)
    return given is not None and holds(kind, confirmed_at=given.confirmed_at, doubt=given.doubt, at=at)


def who_allow(kind: str, *, organization_id: UUID, at: datetime) -> QuerySet[Participant]:
    """Everyone of an organization to whom this kind may go: the same as `may`, for lists, in one query."""
    still_theirs = SearchKey.objects.filter(
        organization_id=organization_id,
        kind="email" if kind == Kind.EMAIL else "phone",
        key=OuterRef("number_key"),
        person=OuterRef("participant__person"),
    )
    sure = ~Q(doubt=Doubt.WRONG)
    if kind in (Kind.TEXT, Kind.EMAIL):
        sure &= Q(doubt=Doubt.NONE)
    if kind == Kind.TEXT:
        sure &= Q(confirmed_at__gt=at - ASK_AGAIN_AFTER)
    given = Permission.objects.filter(
        Exists(still_theirs),
        ~Exists(_ended_elsewhere()),
        sure,
        organization_id=organization_id,
        kind=kind,
        ended_at=None,
    )
    return Participant.objects.filter(
        organization_id=organization_id,
        merged_into=None,
        died_on=None,
        pk__in=given.values("participant"),
        **{SAID[Kind(kind)]: True},
    )


def is_stopped(number: str, organization_id: UUID) -> bool:
    """Whether this phone number asked us to stop."""
    key = key_of(number, Kind.TEXT, organization_id)
    return StoppedNumber.objects.filter(organization_id=organization_id, number_key=key, ended_at=None).exists()


@dataclass(frozen=True, slots=True)
class Allowed:
    """One line of what a participant allowed: of which kind, for which number, in which words, since when."""

    permission: Permission
    ends_in: str
    is_current: bool
    ask_again: bool


def _end_of(number: str) -> str:
    """As much of a number or an address as its owner needs to know it again."""
    name, at, domain = number.rpartition("@")
    return f"{name[-1:]}@{domain}" if at else number[-2:]


def permissions_of(participant: Participant, *, at: datetime) -> list[Allowed]:
    """Everything they ever allowed, the newest first."""
    rows = Permission.objects.filter(organization_id=participant.organization_id, participant=participant)
    now = {kind: number_of(participant, kind) for kind in Kind}
    lines = []
    for row in rows.select_related("taken_by").order_by("-given_at", "kind"):
        current = row.ended_at is None and row.number == now[Kind(row.kind)]
        sure = holds(row.kind, confirmed_at=row.confirmed_at, doubt=row.doubt, at=at)
        lines.append(Allowed(row, _end_of(row.number), current, current and not sure))
    return lines


def who_share(number: str, kind: str, organization_id: UUID) -> QuerySet[Permission]:
    """The permissions in force for this number, whoever gave them."""
    return Permission.objects.filter(
        organization_id=organization_id, number_key=key_of(number, kind, organization_id), ended_at=None
    ).order_by("pk")
