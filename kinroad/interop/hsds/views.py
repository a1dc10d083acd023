"""The directory under `/hsds/`, for any program that reads HSDS 3.0. Everything in it is public."""

import json
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from kinroad.core.http import PublicRequest
from kinroad.interop.hsds import objects
from kinroad.interop.hsds.openapi import SCHEMAS, document
from kinroad.people.views.limits import limited
from kinroad.resources.queries import feed
from kinroad.resources.rules.taxonomy import taxonomy_id, terms

PAGE, MOST = 25, 100
MINUTES = 5
Answer = Callable[..., Any]


def door(answer: Answer) -> Callable[..., HttpResponse]:
    """A public address that answers JSON, with a mark by which a reader learns that nothing changed."""

    @login_not_required
    @csrf_exempt  # nothing is changed here: any other method hears which ones there are
    @require_safe
    @limited("program")
    @wraps(answer)
    def opened(request: PublicRequest, **asked: Any) -> HttpResponse:
        if request.organization is None:
            raise Http404
        body = json.dumps(answer(request, **asked), ensure_ascii=False)
        mark = f'"{sha256(body.encode()).hexdigest()[:32]}"'
        same = mark in [each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")]
        told = HttpResponse(status=304) if same else HttpResponse(body, content_type="application/json; charset=utf-8")
        told["ETag"], told["Cache-Control"] = mark, f"public, max-age={MINUTES * 60}"
        told["Access-Control-Allow-Origin"] = "*"
        return told

    return opened


def _number(request: PublicRequest, names: tuple[str, ...], *, otherwise: int, most: int) -> int:
    said = next((request.GET[name] for name in names if name in request.GET), "")
    return min(max(int(said), 1), most) if said.isascii() and said.isdigit() and len(said) < 9 else otherwise


def _page(request: PublicRequest, rows: "QuerySet[Any] | list[Any]", tell: Callable[[Any], Any]) -> dict[str, Any]:
    """One page in the envelope of HSDS; `?page=` from 1, `?per_page=` at most 100."""
    size = _number(request, ("per_page", "size"), otherwise=PAGE, most=MOST)
    page = _number(request, ("page",), otherwise=1, most=10**8)
    total = len(rows) if isinstance(rows, list) else rows.count()
    pages = max(-(-total // size), 1)
    contents = [tell(each) for each in rows[(page - 1) * size : page * size]] if page <= pages else []
    return {
        "total_items": total, "total_pages": pages, "page_number": page, "size": size, "first_page": page == 1,
        "last_page": page >= pages, "empty": not contents, "contents": contents,
    }  # fmt: skip


def _code(request: PublicRequest) -> str:
    """The word of our taxonomy that is asked for; one that we do not have finds nothing."""
    said = request.GET.get("taxonomy_term_id", "").strip()[:60]
    if not said:
        return ""
    return next((code for code, term in terms().items() if said in (code, str(term.id))), "no such word")


def _agency(request: PublicRequest) -> UUID | None:
    try:
        return UUID(request.GET["organization_id"])
    except KeyError:
        return None
    except ValueError:
        return UUID(int=0)


def _one(rows: "QuerySet[Any]", id: UUID) -> Any:
    found = rows.filter(pk=id).first()
    if found is None:
        raise Http404
    return found


@door
def about(request: Any) -> Any:
    """What this is, as HSDS wants it at the first address."""
    told = request.build_absolute_uri(reverse("hsds:openapi"))
    return {"version": "3.0", "profile": SCHEMAS, "openapi_url": told}


@door
def openapi(request: Any) -> Any:
    """All of it as an OpenAPI document."""
    server = request.build_absolute_uri(reverse("hsds:about")).rstrip("/")
    return document(server=server, title=request.organization.discreet_name)


@door
def services(request: Any) -> Any:
    """Services, in short. `?taxonomy_term_id=` and `?organization_id=` narrow them."""
    rows = feed.services(organization_id=request.organization.pk, code=_code(request), agency_id=_agency(request))
    return _page(request, rows, objects.service)


@door
def service(request: Any, public_service_id: UUID) -> Any:
    """One service, with everything and everywhere."""
    row = _one(feed.services(organization_id=request.organization.pk), public_service_id)
    return objects.whole_service(row, feed.told_of([row], organization_id=request.organization.pk))


@door
def organizations(request: Any) -> Any:
    return _page(request, feed.agencies(organization_id=request.organization.pk), objects.agency)


@door
def organization(request: Any, public_agency_id: UUID) -> Any:
    """One organization, with its services and locations."""
    here = request.organization.pk
    row = _one(feed.agencies(organization_id=here), public_agency_id)
    listed = list(feed.services(organization_id=here, agency_id=row.pk)[:MOST])
    return objects.whole_agency(row, listed, feed.told_of(listed, organization_id=here))


@door
def service_at_locations(request: Any) -> Any:
    """Services at their locations, in short. `?taxonomy_term_id=` narrows them."""
    rows = feed.places(organization_id=request.organization.pk, code=_code(request))
    return _page(request, rows, objects.place)


@door
def service_at_location(request: Any, public_place_id: UUID) -> Any:
    """One service at one location, with both."""
    row = _one(feed.places(organization_id=request.organization.pk), public_place_id)
    told = feed.told_of([row.service], organization_id=request.organization.pk, place=row)
    return objects.whole_place(row, told)


@door
def taxonomies(request: Any) -> Any:
    return _page(request, [objects.taxonomy()], lambda each: each)


@door
def taxonomy(request: Any, public_taxonomy_id: UUID) -> Any:
    if public_taxonomy_id != taxonomy_id():
        raise Http404
    return objects.taxonomy()


@door
def taxonomy_terms(request: Any) -> Any:
    return _page(request, list(terms().values()), objects.term)
