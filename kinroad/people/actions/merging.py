"""Two records of one person: one stands for the other. Nothing is rewritten, so it can be taken back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.people.actions.duplicates import open_again, settle_as_same
from kinroad.people.models import CircleRow, Death, Participant, Standing, Why
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def merge_participants(*, kept: Participant, merged: Participant, by: Viewer) -> Participant:
    """Let `kept` stand for `merged`; every read and count follows the pointer.

    Raises ValidationError, saying what to do first, when the one to be merged holds others, signs in, or walks with
    the same peer leader.
    """
    # Both are locked, the smaller id first, so that two coordinators cannot merge them into each other.
    rows = Participant.objects.select_for_update().filter(
        organization_id=by.organization_id, pk__in=[kept.pk, merged.pk]
    )
    locked = {row.pk: row for row in rows.order_by("pk")}
    kept, merged = locked[kept.pk], locked[merged.pk]
    _refuse_what_cannot_be_one(kept, merged)
    merged.merged_into = kept
    merged.save()
    settle_as_same(one=kept, other=merged, by=by)
    audit.record(what="participant.merged", about=merged, by=by, participant_id=kept.pk, fields=["merged_into"])
    return kept


def _refuse_what_cannot_be_one(kept: Participant, merged: Participant) -> None:
    own = {"organization_id": kept.organization_id}
    if kept.pk == merged.pk or kept.merged_into_id or merged.merged_into_id:
        raise ValidationError(_("One of these pages already stands for the other. Look at the list again."))
    if kept.died_on != merged.died_on:
        raise ValidationError(
            _("One of these pages says that this person has died. Write the same on the other, or take it back, first.")
        )
    if kept.kind != merged.kind:
        raise ValidationError(_("These two pages cannot become one: they are about different kinds of support."))
    if Participant.objects.filter(merged_into=merged, **own).exists():
        raise ValidationError(
            _("The page you would close already stands for another. Keep that page instead, or take that merge back.")
        )
    if Standing.objects.filter(person=merged.person_id, **own).exists():
        raise ValidationError(
            _("This person signs in with the page you would close. Keep that page instead, or end its sign-in first.")
        )
    leaders = CircleRow.objects.filter(participant=kept, why=Why.MATCH, ended_at=None, **own).values("person")
    if CircleRow.objects.filter(participant=merged, why=Why.MATCH, ended_at=None, person__in=leaders, **own).exists():
        raise ValidationError(
            _("Both pages walk with the same peer leader. End one of the two first, then press the button again.")
        )


@transaction.atomic
def unmerge_participant(*, merged: Participant, by: Viewer) -> Participant:
    """Take a merge back: the page stands for itself again, with everything that was written on it."""
    row = Participant.objects.select_for_update().get(pk=merged.pk, organization_id=by.organization_id)
    if row.merged_into is None:
        raise ValidationError(_("This page already stands for itself."))
    if Participant.objects.filter(organization_id=by.organization_id, person=row.person_id, merged_into=None).exists():
        raise ValidationError(_("This person has another page by now. Merge the two again, or end support there."))
    kept, row.merged_into = row.merged_into, None
    if row.died_on is not None and not Death.objects.filter(participant=row, undone_at=None).exists():
        row.died_on = None  # it was told of the other page alone
    row.save()
    open_again(one=kept, other=row, by=by)
    audit.record(what="participant.unmerged", about=row, by=by, participant_id=kept.pk, fields=["merged_into"])
    return row
