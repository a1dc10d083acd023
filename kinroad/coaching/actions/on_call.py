"""Telling whoever is on call that somebody asked for someone: a message that gives nothing away."""

from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation

from kinroad.audit import actions as audit
from kinroad.coaching.models import CheckIn
from kinroad.core.time import now
from kinroad.notifications.actions.staff import text_staff
from kinroad.notifications.models import Words
from kinroad.people.models import Person, Standing
from kinroad.people.rules.viewer import Viewer


def tell(check_in_id: UUID) -> bool:
    """Tell the person on call by text and by e-mail: our discreet name, and that their list has something new.

    The line stands on their Today before this. Told again (a worker ended in between), the text meets the first one.
    Answers whether there was a way to tell them.
    """
    row = CheckIn.objects.filter(pk=check_in_id, state=CheckIn.State.OPEN, on_call__isnull=False)
    found = row.select_related("on_call__organization", "organization").first()
    if found is None or found.on_call is None:
        return False
    by = Viewer.system(found.organization_id, found.organization.zone)
    address, language = _address(found.on_call)
    text = text_staff(person=found.on_call, language=language, key=f"on_call:{found.pk}", by=by, at=now())
    if address:
        _send(found, address=address, language=language)
    if text is None and not address:
        return False
    with transaction.atomic():
        audit.record(what="check_in.on_call_told", about=found, by=by, participant_id=found.participant_id)
    return True


def _send(found: CheckIn, *, address: str, language: str) -> None:
    with translation.override(language or "en"):
        name = found.organization.discreet_name
        send_mail(
            subject=name,
            message=str(Words.LOOK_NOW.label) % {"name": name},
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[address],
        )


def _address(person: Person) -> tuple[str, str]:
    rows = Standing.objects.filter(organization_id=person.organization_id, person=person).select_related("account")
    standing = rows.first()
    account = standing.account if standing else None
    return (person.email or (account.email if account else "")), (account.language if account else "")
