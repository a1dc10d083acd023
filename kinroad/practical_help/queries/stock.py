"""What we keep, and what runs low."""

from uuid import UUID

from django.db.models import F, QuerySet
from django.http import Http404

from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.models import StockItem, StockMove

MOST = 300
MOVES = 30


def _kept(viewer: Viewer) -> QuerySet[StockItem]:
    return StockItem.objects.filter(organization_id=viewer.organization_id, ended_at=None).select_related("site")


def stock(viewer: Viewer) -> list[StockItem]:
    """Everything we keep, what runs low first."""
    rows = list(_kept(viewer).order_by("shelf", "name", "pk")[:MOST])
    return sorted(rows, key=lambda each: not each.is_low)


def on_shelf(viewer: Viewer, *, shelf: str) -> list[StockItem]:
    """What could be handed out for an ask of this kind."""
    return list(_kept(viewer).filter(shelf=shelf, count__gt=0).order_by("name", "pk")[:MOST])


def running_low(viewer: Viewer) -> int:
    """How many things run low."""
    return _kept(viewer).filter(count__lte=F("low_at")).count()


def get_item(stock_item_id: UUID, *, viewer: Viewer) -> StockItem:
    """One thing we keep. Raises Http404 for an unknown one and another organization's alike."""
    found = _kept(viewer).filter(pk=stock_item_id).first()
    if found is None:
        raise Http404
    return found


def moves_of(item: StockItem) -> list[StockMove]:
    """What came and went lately, the newest first. For whom is not told here."""
    rows = StockMove.objects.filter(organization_id=item.organization_id, item=item).select_related("person")
    return list(rows.order_by("-at", "-pk")[:MOVES])
