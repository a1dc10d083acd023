"""Opening the way in again from the server's console, for who works here and lost every second key."""

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.audit.models import Door
from kinroad.people.actions.at_the_door import note_account
from kinroad.people.actions.invitations import make_way_in
from kinroad.people.models import Account, AppCode, DeviceSession, Person, SpareCode
from kinroad.people.queries.rescue import other_administrators, places_of_work
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def rescue(*, username: str) -> tuple[str, list[Person]]:
    """Take every second key away, end every session, and make a link that sets a new password, once, within an hour.

    Returns the secret of the link, and the other administrators wherever they work: they are to be told. One line of
    the trail stands in each of those organizations. Raises ValidationError when nobody who works here has this name.
    """
    account = Account.objects.select_for_update().filter(username=username.strip().lower()).first()
    places = places_of_work(account) if account else []
    if account is None or not places:
        raise ValidationError(_("Nobody who works here signs in with this name. A participant asks a coordinator."))
    AppCode.objects.filter(account=account).delete()
    SpareCode.objects.filter(account=account).delete()
    Authenticator.objects.filter(user=account).delete()
    DeviceSession.objects.filter(account_id=account.pk).delete()
    first = places[0]
    for person in places:
        audit.record(
            what="second_key.rescued", about=account, by=Viewer.system(person.organization_id, person.organization.zone)
        )
    note_account(account.pk, Door.What.SECOND_FACTOR_REMOVED)
    console = Viewer.system(first.organization_id, first.organization.zone)
    return make_way_in(person=first, as_code=False, by=console), other_administrators(places)
