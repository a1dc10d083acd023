"""Taking back records that were made by mistake, as long as nobody has worked with those people."""

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.people.models import (
    CircleRow,
    Episode,
    Participant,
    Person,
    PossibleDuplicate,
    RecoveryDate,
    SearchKey,
    Why,
)
from kinroad.people.rules.viewer import Viewer

AT_ONCE = 400  # ids in one query; SQLite takes a thousand


@transaction.atomic
def take_back(*, participants: Sequence[UUID], by: Viewer) -> None:
    """Remove participants and their persons as if they had never been written down.

    This goes round no protection: only what registering itself wrote is removed, and whatever else points to one of
    them (a contact, a match, a request, a note) refuses the whole. Raises ValidationError.
    """
    ids = list(dict.fromkeys(participants))
    try:
        for start in range(0, len(ids), AT_ONCE):
            _take_back(ids[start : start + AT_ONCE], by)
    except ProtectedError as worked_with:
        raise ValidationError(_worked_with()) from worked_with


def _take_back(ids: list[UUID], by: Viewer) -> None:
    own = Participant.objects.filter(organization_id=by.organization_id, pk__in=ids)
    theirs = {"organization_id": by.organization_id, "participant__in": ids}
    changed = own.filter(Q(version__gt=1) | Q(merged_into__isnull=False) | Q(merged_ones__isnull=False)).exists()
    seen_by_others = CircleRow.objects.filter(**theirs).exclude(why=Why.INTAKE).exists()
    rows = list(own)
    if changed or seen_by_others or Episode.objects.filter(**theirs).count() > len(rows):
        raise ValidationError(_worked_with())
    audit.record_many(what="participant.taken_back", about=rows, by=by, participant_ids=[row.pk for row in rows])
    persons = [row.person_id for row in rows]
    for model in (Episode, RecoveryDate, CircleRow):
        model.objects.filter(**theirs).delete()
    own.delete()
    SearchKey.objects.filter(organization_id=by.organization_id, person__in=persons).delete()
    PossibleDuplicate.objects.filter(
        Q(first__in=persons) | Q(second__in=persons), organization_id=by.organization_id
    ).delete()
    Person.objects.filter(organization_id=by.organization_id, pk__in=persons).delete()


def _worked_with() -> str:
    return _(
        "Somebody has already worked with people of this list, so it can no longer be undone as a whole. "
        "Change or end support on their own pages."
    )
