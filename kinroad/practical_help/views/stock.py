"""The closet and the bus passes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.people.queries.places import open_sites
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_roles
from kinroad.practical_help.actions import stock as actions
from kinroad.practical_help.forms.stock import StockChangeForm, StockItemForm
from kinroad.practical_help.models import StockItem
from kinroad.practical_help.queries import stock as queries

KEEPERS = for_roles(Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES)
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
SHELVES = dict(StockItem.Shelf.choices)


@KEEPERS
@require_safe
def stock(request: SignedInRequest) -> HttpResponse:
    """Everything we keep, what runs low first."""
    return render(request, "practical_help/stock.html", {"items": queries.stock(request.viewer), "shelves": SHELVES})


@KEEPERS
@GET_OR_POST
def stock_new(request: SignedInRequest) -> HttpResponse:
    """One more kind of thing."""
    sites = list(open_sites(request.viewer))
    form = StockItemForm(request.POST if request.method == "POST" else None, sites=sites)
    if form.carry_out(actions.add_item, by=request.viewer, at=now()):
        messages.success(request, _("It stands on the list."))
        return redirect("practical_help:stock")
    form.refresh_id()
    return render(request, "practical_help/stock_new.html", {"form": form})


@KEEPERS
@GET_OR_POST
def stock_item(request: SignedInRequest, stock_item_id: UUID) -> HttpResponse:
    """More came, or somebody counted."""
    item = queries.get_item(stock_item_id, viewer=request.viewer)
    form = StockChangeForm(request.POST if request.method == "POST" else None, initial={"low_at": item.low_at})
    if form.carry_out(actions.change_item, item=item, by=request.viewer, at=now()):
        messages.success(request, _("Saved."))
        return redirect("practical_help:stock")
    context = {"form": form, "item": item, "moves": queries.moves_of(item), "zone": request.viewer.organization_zone}
    return render(request, "practical_help/stock_item.html", context)


@KEEPERS
@require_POST
def stock_end(request: SignedInRequest, stock_item_id: UUID) -> HttpResponse:
    """We keep this no longer."""
    item = queries.get_item(stock_item_id, viewer=request.viewer)
    actions.end_item(item=item, by=request.viewer, at=now())
    messages.success(request, _("Taken off the list."))
    return redirect("practical_help:stock")
