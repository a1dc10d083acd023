"""Writing the audit trail. `by` and `viewer` are anyone with account, person and organization ids."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import models

from kinroad.audit.models import Change, Door, Look
from kinroad.core.prepared import Prepared
from kinroad.core.time import now

SAME_LOOK = timedelta(minutes=15)


class Someone(Protocol):
    """Whoever acts or looks."""

    @property
    def account_id(self) -> UUID | None: ...
    @property
    def person_id(self) -> UUID | None: ...
    @property
    def organization_id(self) -> UUID: ...


def record(
    *, what: str, about: models.Model, by: Someone, participant_id: UUID | None = None, fields: Iterable[str] = ()
) -> None:
    """One line about a change: `what` is `noun.verb` ("match.started"), `fields` the names of changed fields.

    Call it inside the action's transaction. Never pass a value of a field.
    """
    Change(
        organization_id=by.organization_id,
        at=now(),
        account_id=by.account_id,
        person_id=by.person_id,
        what=what,
        about_model=about._meta.label,
        about_id=about.pk,
        participant_id=participant_id,
        fields=sorted(fields),
    ).save()


def record_many(
    *,
    what: str,
    about: Sequence[models.Model],
    by: Someone,
    participant_ids: Sequence[UUID],
    fields: Iterable[str] = (),
) -> None:
    """The same line for many records at once, each about one participant; for imports of thousands."""
    at, named = now(), sorted(fields)
    Change.objects.bulk_create(
        [
            Change(
                organization_id=by.organization_id,
                at=at,
                account_id=by.account_id,
                person_id=by.person_id,
                what=what,
                about_model=row._meta.label,
                about_id=row.pk,
                participant_id=participant_id,
                fields=named,
            )
            for row, participant_id in zip(about, participant_ids, strict=True)
        ],
        batch_size=200,
    )


SAME = Prepared(
    lambda organization, participant, since, account, page: Look.objects.filter(
        organization_id=organization, participant_id=participant, at__gt=since, account_id=account, page=page
    ).values_list("pk")[:1]
)


SAME_BY_NOBODY = Prepared(
    lambda organization, participant, since, page: Look.objects.filter(
        organization_id=organization, participant_id=participant, at__gt=since, account_id=None, page=page
    ).values_list("pk")[:1]
)


def look(*, participant_id: UUID, page: str, why: str, viewer: Someone) -> None:
    """One line about a look at one participant's page, unless it is the same look (same page within 15 minutes)."""
    at = now()
    asked: dict[str, Any] = {"organization": viewer.organization_id, "participant": participant_id, "page": page}
    if viewer.account_id is None:
        same = SAME_BY_NOBODY(since=at - SAME_LOOK, **asked)
    else:
        same = SAME(since=at - SAME_LOOK, account=viewer.account_id, **asked)
    if same:
        return
    Look(
        organization_id=viewer.organization_id,
        at=at,
        account_id=viewer.account_id,
        person_id=viewer.person_id,
        participant_id=participant_id,
        page=page,
        why=why,
    ).save()


def look_at_list(*, ids: Sequence[UUID], page: str, viewer: Someone, why: str = "list") -> None:
    """One line about a list that showed these participants. An empty list leaves no line."""
    if not ids:
        return
    Look(
        organization_id=viewer.organization_id,
        at=now(),
        account_id=viewer.account_id,
        person_id=viewer.person_id,
        page=page,
        why=why,
        shown=[str(each) for each in ids],
    ).save()


def at_the_door(*, what: Door.What, by: Someone, page: str = "", about_id: UUID | None = None, place: str = "") -> None:
    """One line about who came in or could not, went out, was refused, or took a file along."""
    Door(
        organization_id=by.organization_id,
        at=now(),
        account_id=by.account_id,
        person_id=by.person_id,
        what=what,
        page=page,
        about_id=about_id,
        place=place,
    ).save()
