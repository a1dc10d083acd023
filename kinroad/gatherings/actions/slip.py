"""Making a slip, and taking it back."""

import secrets
from uuid import UUID

from django.db import transaction

from kinroad.audit import actions as audit
from kinroad.core.time import now
from kinroad.gatherings.models import Slip
from kinroad.gatherings.queries.slip import get_attended
from kinroad.gatherings.rules.slip import LENGTH, LETTERS, hash_of
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def make_slip(
    *, participant: Participant, attended_id: UUID, with_name: bool, with_title: bool, by: Viewer
) -> tuple[Slip, str]:
    """A slip for a session this participant came to, and its code, of which we keep the hash alone.

    Raises Http404 for a session they did not come to.
    """
    attended = get_attended(attended_id, participant=participant, at=now())
    code = "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
    slip = Slip(
        organization_id=participant.organization_id,
        participant=participant,
        attended=attended,
        code_hash=hash_of(code),
        with_name=with_name,
        with_title=with_title,
        made_at=now(),
    )
    slip.save()
    audit.record(what="slip.made", about=slip, by=by, participant_id=participant.pk)
    return slip, code


@transaction.atomic
def revoke_slip(*, slip: Slip, by: Viewer) -> Slip:
    """Take a slip back: its code says no from now on. A second press is the same."""
    mine = Slip.objects.select_for_update().get(pk=slip.pk)
    if mine.revoked_at is None:
        mine.revoked_at = now()
        mine.save()
        audit.record(what="slip.revoked", about=mine, by=by, participant_id=mine.participant_id)
    return mine
