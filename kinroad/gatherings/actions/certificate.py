"""Making a certificate, and taking it back."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.gatherings.models import Certificate
from kinroad.gatherings.queries.certificate import code_of, holds
from kinroad.gatherings.queries.classes import get_class
from kinroad.gatherings.rules.slip import hash_of
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def make_certificate(*, participant: Participant, curriculum_id: UUID, by: Viewer) -> tuple[Certificate, str]:
    """The certificate of a class this participant completed, and its code. A second press meets the first.

    Raises Http404 for a class they never came to, ValidationError while it is not complete.
    """
    Participant.objects.select_for_update().get(pk=participant.pk)
    found = get_class(curriculum_id, participant=participant, at=now())
    if found.completed_on is None:
        raise ValidationError(_("This class is not complete yet. Below you see what is to go."))
    organization_id = participant.organization_id
    for old in Certificate.objects.select_for_update().filter(
        organization_id=organization_id,
        participant__in=ids_of_one(participant),
        curriculum=curriculum_id,
        revoked_at=None,
    ):
        code = code_of(old.pk, organization_id=organization_id)
        if holds(old) and hash_of(code) == old.code_hash:
            return old, code
        _revoke(old, by=by)
    id = uuid7()
    code = code_of(id, organization_id=organization_id)
    certificate = Certificate(
        id=id,
        organization_id=organization_id,
        participant=participant,
        curriculum=found.curriculum,
        on_paper=found.curriculum.on_paper,
        completed_on=found.completed_on,
        rests_on=[str(each) for each in found.rests_on],
        code_hash=hash_of(code),
        made_at=now(),
    )
    certificate.save(force_insert=True)
    audit.record(what="certificate.made", about=certificate, by=by, participant_id=participant.pk)
    return certificate, code


@transaction.atomic
def revoke_certificate(*, certificate: Certificate, by: Viewer) -> Certificate:
    """Take a certificate back: its code says no from now on. A second press is the same."""
    mine = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if mine.revoked_at is None:
        _revoke(mine, by=by)
    return mine


def _revoke(certificate: Certificate, *, by: Viewer) -> None:
    certificate.revoked_at = now()
    certificate.save()
    audit.record(what="certificate.revoked", about=certificate, by=by, participant_id=certificate.participant_id)
