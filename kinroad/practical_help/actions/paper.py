"""A participant ticks the papers they have."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.models import PaperTick
from kinroad.practical_help.queries.paper import known_lines


@transaction.atomic
def tick(*, participant: Participant, list: str, lines: Iterable[str], by: Viewer, at: datetime) -> None:
    """Of this list, they have these lines and no others. Raises ValidationError for a list or line there is not."""
    wanted = set(lines)
    if wanted and not {(list, line) for line in wanted} <= known_lines():
        raise ValidationError(_("This list has changed. Open it again."))
    Participant.objects.select_for_update().get(organization_id=by.organization_id, pk=participant.pk)
    standing = PaperTick.objects.filter(
        organization_id=by.organization_id, participant__in=ids_of_one(participant), list=list, ended_at=None
    )
    have = {row.line: row for row in standing}
    for line in sorted(have.keys() - wanted):
        have[line].ended_at = at
        have[line].save()
    for line in sorted(wanted - have.keys()):
        PaperTick(
            organization_id=by.organization_id, participant=participant, list=list, line=line, ticked_at=at
        ).save()
    if have.keys() != wanted:
        audit.record(what="papers.ticked", about=participant, by=by, participant_id=participant.pk)
