"""Writing down how a breach was judged."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.audit.queries.touched import touched_by
from kinroad.consent.models import Breach
from kinroad.core.ids import meets_the_first
from kinroad.people.models import Person
from kinroad.people.queries.accounts import account_of
from kinroad.people.rules.viewer import Viewer

TELL_WITHIN = timedelta(days=60)  # 45 CFR 164.404(b)


@meets_the_first(Breach, whose=lambda by, **rest: {"organization_id": by.organization_id})
def write_breach(
    *,
    id: UUID,
    person: Person,
    since: datetime,
    until: datetime,
    found_on: date,
    factors: str,
    judged: str,
    by: Viewer,
    at: datetime,
) -> Breach:
    """One line for ever: whose account, which window, how many it touched (counted now), and how it was judged."""
    account = account_of(person)
    if account is None:
        raise ValidationError({"person": _("They have no account, so nobody signed in as them.")})
    ids = touched_by(account_id=account.pk, organization_id=by.organization_id, since=since, until=until)
    row = Breach(
        id=id,
        organization_id=by.organization_id,
        person=person,
        since=since,
        until=until,
        found_on=found_on,
        due_on=found_on + TELL_WITHIN,
        touched=len(ids),
        factors=factors.strip(),
        judged=Breach.Judged(judged),
        written_at=at,
        written_by_id=by.person_id,
    )
    row.save()
    audit.record(what="breach.written", about=row, by=by)
    return row
