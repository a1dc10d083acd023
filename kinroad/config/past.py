"""`kinroad purge`: what is past its day goes, in every organization."""

from uuid import UUID

from kinroad.config import purged_list
from kinroad.config.house import refuse
from kinroad.config.store import store_of
from kinroad.core.time import local, now
from kinroad.home.actions import purge
from kinroad.people.models import Organization
from kinroad.people.queries.viewers import organization as find


def purge_all(*, organization: str | None = None, dry_run: bool = False) -> int:
    """Purge until nothing is past its day, or say what would go. It prints numbers alone."""
    rows = Organization.objects.order_by("slug")
    if organization:
        try:
            rows = rows.filter(pk=find(organization).pk)
        except LookupError as unclear:
            refuse(str(unclear))
    for pk, slug, zone in rows.values_list("pk", "slug", "zone"):
        if dry_run:
            would = purge.due(organization_id=pk, today=local(now(), zone).date(), at=now())
            print(
                f"{slug}: {len(would.records)} records and {len(would.consents)} sets of consents are past their day."
            )
            print(f"  {would.held} people are held. At most {purge.AT_ONCE} of each are counted; nothing was changed.")
            continue
        gone = purge_one(pk, zone)
        print(f"{slug}: purged {gone['records']} records, {gone['consents']} sets of consents and the words of")
        print(f"  {gone['messages']} messages. Backups lose them when they expire.")
    return 0


def purge_again(address: str) -> int:
    """Purge again whoever the list beside the backups at `address` names. Refuses when no list stands there."""
    store = store_of(address)
    if not purged_list.is_in(store, address):
        refuse(f"{address} holds no list of purged people that these keys open. `kinroad backup` writes one.")
    purged_list.remember(store, address)
    if not purged_list.carry_out():
        print("Nobody here was purged after this copy was made.")
    return 0


def purge_one(organization_id: UUID, zone: str) -> dict[str, int]:
    """All that is past its day in one organization, piece by piece."""
    total: dict[str, int] = {"records": 0, "consents": 0, "messages": 0}
    while True:
        gone = purge.purge(organization_id=organization_id, zone=zone)
        total = {name: total[name] + many for name, many in gone.items()}
        if gone["records"] < purge.AT_ONCE and gone["consents"] < purge.AT_ONCE:
            return total
