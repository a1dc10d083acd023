"""Writing down who came in, who could not, who went out, and how they come in from now on."""

from uuid import UUID

from kinroad.audit.actions import at_the_door
from kinroad.audit.models import Door
from kinroad.core.seal import blind
from kinroad.core.tenancy import everywhere
from kinroad.people.models import Account, Standing
from kinroad.people.rules.viewer import Viewer

NOWHERE = UUID(int=0)  # what belongs to no organization: somebody tried a name that nobody has


@everywhere()
def note_account(account_id: UUID, what: Door.What) -> None:
    """One line in each organization in which this account stands for somebody; else one line that stands nowhere."""
    places = Standing.objects.filter(account_id=account_id).values_list("organization_id", "person_id")
    stands = [_someone(organization_id, account_id, person_id) for organization_id, person_id in places]
    for someone in stands or [_someone(NOWHERE, account_id)]:
        at_the_door(what=what, by=someone)


@everywhere()
def note_failed_sign_in(name: str, *, place: str, here: UUID | None) -> None:
    """One line for a name and password that do not go together, whether or not somebody has that name.

    It stands where the account stands, else `here`. Always one question and one line, so that time tells nothing.
    """
    by_name = {"email__iexact": name} if "@" in name else {"username": name.lower()}
    found = Account.objects.filter(**by_name).values_list("pk", "standings__organization_id").first()
    account_id, stands = found or (None, None)
    organization_id = stands or here or NOWHERE
    at_the_door(
        what=Door.What.SIGN_IN_FAILED,
        by=_someone(organization_id, account_id),
        place=blind("place", place, organization_id) if place else "",
    )


def _someone(organization_id: UUID, account_id: UUID | None, person_id: UUID | None = None) -> Viewer:
    return Viewer(account_id=account_id, person_id=person_id, organization_id=organization_id, organization_zone="UTC")
