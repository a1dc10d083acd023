"""What the purge does to people: the record, the person behind it, and the way they signed in."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q

from kinroad.core.ids import uuid7
from kinroad.core.purging import Part, purge_rows
from kinroad.core.time import now
from kinroad.people.actions.device import end_sessions
from kinroad.people.models import (
    AppCode,
    CircleRow,
    Invitation,
    Participant,
    PeerLeader,
    Person,
    PossibleDuplicate,
    RecoveryDate,
    RoleHeld,
    SearchKey,
    SpareCode,
    Standing,
    WayIn,
)
from kinroad.people.queries.accounts import stands_elsewhere
from kinroad.people.rules.roles import WORKING_ROLES

NOTHING_SAID: dict[str, Any] = {
    **{name: [] for name in ("interests", "pathways", "needs", "experiences", "availability")},
    **dict.fromkeys(("relation_to_treatment", "readiness", "time_zone"), ""),
    **dict.fromkeys(("may_call", "may_text", "may_leave_message", "may_email"), False),
    **dict.fromkeys(("quiet_from", "quiet_to", "contact_every_days"), None),
}
NOBODY = "—"  # what a person is called in whose name nothing stands any more
PARTS = [
    Part(Participant, whose="pk", blank=NOTHING_SAID),
    Part(RecoveryDate, remove=True),
]
OF_A_PERSON = [
    Part(Person, whose="participants", blank={"languages": []}),
    Part(SearchKey, whose="person__participants", remove=True),
    Part(Invitation, whose="person__participants", remove=True),
    Part(WayIn, whose="person__participants", remove=True),
    Part(PossibleDuplicate, whose="first__participants", remove=True),
    Part(PossibleDuplicate, whose="second__participants", remove=True),
]


def forget_people(*, organization_id: UUID, participants: Sequence[UUID], on: date) -> None:
    """Nobody sees them, finds them or signs in as them any more. Somebody who also works here keeps their own name.

    Call it inside the purge's transaction, with the participants locked.
    """
    own = {"organization_id": organization_id}
    rows = Participant.objects.filter(**own, pk__in=participants)
    for participant in rows.select_related("person"):
        if works_here(participant.person):
            participant.person = Person(id=uuid7(), called=NOBODY, created_at=participant.person.created_at, **own)
            participant.person.save()
            participant.save()
    sight = CircleRow.objects.filter(**own, participant__in=participants)
    sight.filter(Q(ended_at=None) | Q(ended_at__gt=now())).update(ended_at=now())
    _forget_accounts(organization_id, participants)
    for part in OF_A_PERSON:
        purge_rows(part, organization_id=organization_id, participants=participants)
    rows.update(purged_on=on)


def works_here(person: Person) -> bool:
    """Whether this person is, or was, more to the organization than a participant."""
    own = {"organization_id": person.organization_id, "person": person}
    return (
        PeerLeader.objects.filter(**own).exists()
        or RoleHeld.objects.filter(**own, role__in=[role.value for role in WORKING_ROLES]).exists()
    )


def _forget_accounts(organization_id: UUID, participants: Sequence[UUID]) -> None:
    standings = Standing.objects.filter(organization_id=organization_id, person__participants__in=participants)
    for standing in standings.select_related("account", "person"):
        end_sessions(person=standing.person)
        account = standing.account
        if stands_elsewhere(account.pk, than=organization_id):
            continue
        account.username, account.email, account.is_active = f"gone-{uuid7().hex}", "", False
        account.set_unusable_password()
        account.save()
        AppCode.objects.filter(account=account).delete()
        SpareCode.objects.filter(account=account).delete()
        Authenticator.objects.filter(user=account).delete()
