"""Signing a plan: a version that never changes."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.actions.plan import lock_participant, lock_plan
from kinroad.coaching.models import PlanVersion
from kinroad.coaching.queries.plan import plan_page
from kinroad.coaching.rules.plan_version import as_text
from kinroad.core.time import now, today
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def sign_plan(*, participant: Participant, id: UUID, seen: str, by: Viewer, name: str = "") -> PlanVersion:
    """Keep the plan as it stands, for ever: the participant typed their `name`, or said yes beside whoever presses.

    `seen` marks what the page showed: raises ValidationError (code "stale") when the plan changed in between, and
    when there is nothing to sign. A second submit with the same `id` meets the first.
    """
    mine = lock_participant(participant)
    ids = ids_of_one(mine)
    rows = PlanVersion.objects.filter(organization_id=mine.organization_id, participant__in=ids)
    met: PlanVersion | None = rows.filter(pk=id).first()
    if met is not None:
        return met
    on = today(by.organization_zone)
    page = plan_page(mine, today=on, ids=ids)
    if page.empty:
        raise ValidationError(_("There is nothing to sign yet. Write a goal or a hope first."))
    if not page.changed:
        raise ValidationError(_("This plan is signed as it stands. Nothing has changed since."))
    if seen != page.seen:
        raise ValidationError(
            _("The plan changed while you were reading. Look at it as it is now, then sign."), code="stale"
        )
    own = by.participant_id is not None and by.participant_id in ids
    if own and not name:
        raise ValidationError(_("Sign your own plan on your own page."))
    last = rows.order_by("-number").values_list("number", flat=True).first()
    version = PlanVersion(
        id=id,
        organization_id=mine.organization_id,
        participant=mine,
        number=(last or 0) + 1,
        content=as_text(page.content),
        how=PlanVersion.How.TYPED if own else PlanVersion.How.BESIDE,
        name=name if own else None,
        signed_at=now(),
        signed_by_id=by.person_id,
    )
    version.save(force_insert=True)
    plan = lock_plan(mine)
    plan.reviewed_on = on
    plan.save()
    audit.record(what="plan.signed", about=version, by=by, participant_id=mine.pk)
    return version
