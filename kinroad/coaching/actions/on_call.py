"""Telling whoever is on call that somebody asked for someone: a message that gives nothing away."""

from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.models import CheckIn
from kinroad.people.models import Person, Standing
from kinroad.people.rules.viewer import Viewer


def tell(check_in_id: UUID) -> bool:
    """Send an e-mail to the person on call: our discreet name, and that their list has something new. No more.

    The line stands on their Today before this. Answers whether there was an address to send it to.
    """
    row = CheckIn.objects.filter(pk=check_in_id, state=CheckIn.State.OPEN, on_call__isnull=False)
    found = row.select_related("on_call", "organization").first()
    if found is None or found.on_call is None:
        return False
    address, language = _address(found.on_call)
    if not address:
        return False
    with translation.override(language or "en"):
        name = found.organization.discreet_name
        send_mail(
            subject=name,
            message=_("%(name)s: There is something new on your list. Please sign in and look now.") % {"name": name},
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[address],
        )
    with transaction.atomic():
        by = Viewer.system(found.organization_id, found.organization.zone)
        audit.record(what="check_in.on_call_told", about=found, by=by, participant_id=found.participant_id)
    return True


def _address(person: Person) -> tuple[str, str]:
    rows = Standing.objects.filter(organization_id=person.organization_id, person=person).select_related("account")
    standing = rows.first()
    account = standing.account if standing else None
    return (person.email or (account.email if account else "")), (account.language if account else "")
