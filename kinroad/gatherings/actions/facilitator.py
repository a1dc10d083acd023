"""Who leads a gathering: beginning and ending it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.gatherings.models import Facilitator, Gathering, Part
from kinroad.people.models import Person
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def begin_leading(*, gathering: Gathering, person: Person, part: str, on: date, by: Viewer) -> Facilitator:
    """Say that somebody leads this gathering from `on`. Leading opens nobody's record. A second press is the same.

    The caller has checked that `by` may name this person.
    """
    Gathering.objects.select_for_update().get(pk=gathering.pk)
    if part not in Part.values:
        raise ValidationError({"part": _("Choose what they do.")})
    here = {"organization_id": gathering.organization_id, "gathering": gathering, "person": person}
    standing = Facilitator.objects.filter(**here, ended_on=None).first()
    if standing is not None and standing.part == part:
        return standing
    if standing is not None:
        standing.ended_on = on
        standing.save()
    leader = Facilitator(**here, part=part, started_on=on)
    leader.save()
    audit.record(what="facilitator.began", about=leader, by=by)
    return leader


@transaction.atomic
def end_leading(*, facilitator: Facilitator, on: date, by: Viewer) -> Facilitator:
    """Say that somebody leads it no more. What they led stays. A second press is the same."""
    mine = Facilitator.objects.select_for_update().get(pk=facilitator.pk)
    if mine.ended_on is None:
        mine.ended_on = max(on, mine.started_on)
        mine.save()
        audit.record(what="facilitator.ended", about=mine, by=by)
    return mine
