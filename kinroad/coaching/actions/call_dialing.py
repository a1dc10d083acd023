"""Setting how callers dial."""

from django.db import transaction

from kinroad.audit import actions as audit
from kinroad.coaching.models import CallDialing
from kinroad.people.models import Organization
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def set_prefix(*, prefix: str, by: Viewer) -> CallDialing:
    """What is dialed before every number from now on. Raises ValidationError for what no telephone dials."""
    Organization.objects.select_for_update().get(pk=by.organization_id)
    own = {"organization_id": by.organization_id}
    row = CallDialing.objects.filter(**own).first() or CallDialing(**own)
    row.prefix = prefix.strip()
    row.full_clean()
    row.save()
    audit.record(what="call_dialing.set", about=row, by=by, fields=["prefix"])
    return row
