"""Requests by law: written down, checked by counsel, and answered with no unless everything is there."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.consent.models import LegalRequest, LegalStep
from kinroad.consent.rules.legal import Facts, State, may_become
from kinroad.core.ids import meets_the_first
from kinroad.people.rules.viewer import Viewer

CHECKED = ("order_under", "compels", "heard", "counsel", "counsel_on")


@meets_the_first(LegalRequest, whose=lambda by, **rest: {"organization_id": by.organization_id})
def write_request(
    *, id: UUID, kind: str, came_from: str, about: str, came_on: date, due_on: date | None, by: Viewer, at: datetime
) -> LegalRequest:
    """Write down that it came. Nothing is looked up and nobody is linked: what it is about stays in its own words."""
    row = LegalRequest(
        id=id,
        organization_id=by.organization_id,
        kind=LegalRequest.Kind(kind),
        came_from=came_from.strip(),
        about=about.strip(),
        came_on=came_on,
        due_on=due_on,
        written_at=at,
        written_by_id=by.person_id,
    )
    row.save()
    _step(row, by=by, at=at)
    return row


@transaction.atomic
def go_on(*, request: LegalRequest, to: str, by: Viewer, at: datetime, **checked: Any) -> LegalRequest:
    """Take it to its next state, with what counsel found. Raises ValidationError where only our letter may go out."""
    row = LegalRequest.objects.select_for_update().get(organization_id=by.organization_id, pk=request.pk)
    for name in CHECKED:
        if name in checked and row.state not in (State.DENIED, State.ANSWERED):
            setattr(row, name, checked[name])
    if to not in may_become(row.state, facts=facts_of(row)):
        raise ValidationError(
            _("Without a whole court order, its subpoena and your counsel's word, only our letter may go out.")
        )
    row.state = LegalRequest.State(to)
    row.save()
    _step(row, by=by, at=at)
    return row


def facts_of(row: LegalRequest) -> Facts:
    """What stands on it, as the rules read it."""
    return Facts(
        kind=row.kind,
        order_under=row.order_under,
        compels=row.compels,
        heard=row.heard,
        counsel=row.counsel or "",
        counsel_on=row.counsel_on,
    )


def _step(row: LegalRequest, *, by: Viewer, at: datetime) -> None:
    LegalStep(organization_id=row.organization_id, request=row, state=row.state, at=at, by_id=by.person_id).save()
    audit.record(what=f"legal_request.{row.state}", about=row, by=by)
