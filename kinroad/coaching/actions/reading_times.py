"""When somebody reads check-ins, and who is on call."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.models import ReadingTimes
from kinroad.coaching.queries.reading_times import times_of, who_may_be_on_call
from kinroad.people.models import Organization
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def set_reading_times(
    *, week: Mapping[str, Sequence[str]], closed: Sequence[str], on_call: UUID | None, by: Viewer
) -> ReadingTimes:
    """Write down when somebody reads, the days on which nobody does, and who is on call at other times.

    Raises ValidationError when that person no longer works here.
    """
    Organization.objects.select_for_update().get(pk=by.organization_id)
    if on_call is not None and on_call not in {pk for pk, _called in who_may_be_on_call(by)}:
        raise ValidationError({"on_call": _("Choose someone who works here and can sign in.")})
    row = times_of(by.organization_id)
    row.week, row.closed, row.on_call_id = {key: list(span) for key, span in week.items()}, list(closed), on_call
    row.save()
    audit.record(what="reading_times.set", about=row, by=by, fields=["week", "closed", "on_call"])
    return row
