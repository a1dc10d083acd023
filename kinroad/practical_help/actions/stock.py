"""Things come into the closet and go out of it."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import meets_the_first
from kinroad.people.models import Site
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.models import Ask, StockItem, StockMove


@meets_the_first(StockItem, whose=lambda by, **rest: {"organization_id": by.organization_id})
def add_item(
    *, id: UUID, name: str, shelf: str, count: int, low_at: int, by: Viewer, at: datetime, site: Site | None = None
) -> StockItem:
    """Put one more kind of thing on the list. Raises ValidationError for a name that stands there already."""
    item = StockItem(
        id=id, organization_id=by.organization_id, name=name, shelf=shelf, site=site, count=0, low_at=low_at
    )
    item.full_clean()
    item.save(force_insert=True)
    audit.record(what="stock.added", about=item, by=by)
    if count:
        move(item=item, change=count, why=StockMove.Why.COUNTED, by=by, at=at)
    return item


@transaction.atomic
def move(
    *, item: StockItem, change: int, why: str, by: Viewer, at: datetime, ask: Ask | None = None
) -> StockMove | None:
    """Things came (`change` above 0) or went. None for nothing. Raises ValidationError when there are not so many."""
    if not change:
        return None
    row = StockItem.objects.select_for_update().get(organization_id=by.organization_id, pk=item.pk)
    if row.count + change < 0:
        raise ValidationError(_("Only %(count)s are left. Count again, or hand out fewer.") % {"count": row.count})
    row.count += change
    row.save()
    moved = StockMove(
        organization_id=by.organization_id,
        item=row,
        change=change,
        why=StockMove.Why(why),
        ask=ask,
        person_id=by.person_id,
        at=at,
    )
    moved.save()
    audit.record(what="stock.moved", about=moved, by=by)
    return moved


@transaction.atomic
def change_item(
    *,
    item: StockItem,
    by: Viewer,
    at: datetime,
    brought: int | None = None,
    counted: int | None = None,
    low_at: int | None = None,
) -> StockItem:
    """Somebody brought more, counted anew, or says at how many more should come. A count wins over what was brought."""
    row = StockItem.objects.select_for_update().get(organization_id=by.organization_id, pk=item.pk)
    if counted is not None:
        move(item=row, change=counted - row.count, why=StockMove.Why.COUNTED, by=by, at=at)
    elif brought:
        move(item=row, change=brought, why=StockMove.Why.BROUGHT, by=by, at=at)
    row.refresh_from_db()
    if low_at is not None and low_at != row.low_at:
        row.low_at = low_at
        row.save()
        audit.record(what="stock.changed", about=row, by=by, fields=["low_at"])
    return row


@transaction.atomic
def end_item(*, item: StockItem, by: Viewer, at: datetime) -> StockItem:
    """We keep this no longer. A second press is the same."""
    row = StockItem.objects.select_for_update().get(organization_id=by.organization_id, pk=item.pk)
    if row.ended_at is None:
        row.ended_at = at
        row.save()
        audit.record(what="stock.ended", about=row, by=by)
    return row


def hand_out(ask: Ask, *, item: StockItem | None, many: int, by: Viewer, at: datetime) -> None:
    """What this ask took out of stock is this now: what was handed out before comes back first."""
    before = StockMove.objects.filter(organization_id=ask.organization_id, ask=ask).select_related("item")
    out: dict[UUID, tuple[StockItem, int]] = {}
    for each in before:
        out[each.item_id] = (each.item, out.get(each.item_id, (each.item, 0))[1] + each.change)
    for kept, change in out.values():
        move(item=kept, change=-change, why=StockMove.Why.CAME_BACK, by=by, at=at, ask=ask)
    if item is not None and many:
        move(item=item, change=-many, why=StockMove.Why.HANDED_OUT, by=by, at=at, ask=ask)
