"""Writing down that nobody answered."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.actions.outreach import count_try
from kinroad.coaching.models import Match, Try
from kinroad.core.time import now
from kinroad.people.actions.death import refuse_the_dead
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def note_try(*, participant: Participant, on: date, by: Viewer, how: str = "") -> Try:
    """The peer leader reached out on the day `on` and nobody answered. A second press of the day meets the first.

    Raises ValidationError when the two do not walk together now.
    """
    mine = Participant.objects.select_for_update().get(organization_id=by.organization_id, pk=participant.pk)
    refuse_the_dead(mine)
    own = {"organization_id": mine.organization_id, "participant": mine, "peer_leader_id": by.peer_leader_id}
    if by.peer_leader_id is None or not Match.objects.current().filter(**own).exists():
        raise ValidationError(_("You do not walk with this person now."))
    count_try(participant=mine, how=how, on=on, by=by)
    same: Try | None = Try.objects.filter(**own, on=on).first()
    if same is not None:
        return same
    row = Try(**own, how=how, at=now(), on=on)
    row.full_clean()
    row.save()
    audit.record(what="try.noted", about=row, by=by, participant_id=mine.pk)
    return row
