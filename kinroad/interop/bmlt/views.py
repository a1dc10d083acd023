"""The doors of a BMLT server: JSON for programs, JSONP for pages on other sites. Everything in them is public."""

import json
import re
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.views.decorators.http import condition, require_safe

from kinroad.core.http import PublicRequest
from kinroad.gatherings.queries.meeting import feed_changed_at, feed_rows
from kinroad.gatherings.queries.weekly import OwnGroup
from kinroad.interop.bmlt import answer
from kinroad.interop.bmlt.formats import FORMATS, OF_ID, Format
from kinroad.interop.bmlt.search import found, numbers, read_search
from kinroad.interop.bmlt.words import LANGUAGES, format_rows
from kinroad.interop.own_groups import mark_of, own_groups, page_of
from kinroad.people.views.limits import limited

# A name that a script may define, perhaps in an object of its own: nothing that could begin another statement.
CALLBACK = re.compile(r"[A-Za-z_$][\w$]{0,63}(?:\.[A-Za-z_$][\w$]{0,63}){0,3}", re.ASCII)
VERSION = "3.0.0"  # of the interface we speak
MINUTES = 5


def _etag(request: Any) -> str | None:
    if request.organization is None:
        return None
    changed_at = feed_changed_at(organization_id=request.organization.id)
    told = f"{changed_at} {mark_of(own_groups(request))} {request.get_host()} {request.get_full_path()}"
    return f'"{sha256(f"{told} {request.organization.name}".encode()).hexdigest()[:32]}"'


@login_not_required
@require_safe
@limited("program")
@condition(etag_func=_etag)
def as_json(request: PublicRequest) -> HttpResponse:
    """The answer as JSON, which a page on any site may read."""
    told = HttpResponse(_body(request), content_type="application/json; charset=utf-8")
    told["Access-Control-Allow-Origin"] = "*"
    return _kept(told)


@login_not_required
@require_safe
@limited("program")
@condition(etag_func=_etag)
def as_jsonp(request: PublicRequest) -> HttpResponse:
    """The same in a call of the asking page's function."""
    callback = request.GET.get("callback", "callback")
    if not CALLBACK.fullmatch(callback):
        return HttpResponseBadRequest("callback", content_type="text/plain; charset=utf-8")
    told = HttpResponse(f"/**/{callback}({_body(request)});", content_type="application/javascript; charset=utf-8")
    return _kept(told)


def _kept(told: HttpResponse) -> HttpResponse:
    told["Cache-Control"] = f"public, max-age={MINUTES * 60}"
    return told


def _body(request: PublicRequest) -> str:
    """The answer of the part that is asked for; who asks for none is told what server this is."""
    parts = {
        "GetSearchResults": _search_results,
        "GetFormats": _formats,
        "GetServiceBodies": _service_bodies,
        "GetServerInfo": _server_info,
        "GetCoverageArea": _coverage_area,
    }
    part = parts.get(request.GET.get("switcher", "GetServerInfo"))
    if part is None or request.organization is None:
        raise Http404
    # Only ASCII leaves: no line separator and no tag can end the call that it stands in.
    return json.dumps(part(request), separators=(",", ":")).replace("<", "\\u003c")


def _root(request: PublicRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _entries(request: PublicRequest) -> tuple[answer.Entry, ...]:
    """The meetings of all lists, and our own weekly groups."""
    here, root = request.organization, _root(request)
    changed_at = feed_changed_at(organization_id=here.id)
    listed = every_entry(here.id, changed_at, root, here.name, here.state)
    return (*listed, *(_own(group, request, root) for group in own_groups(request)))


def _own(group: OwnGroup, request: PublicRequest, root: str) -> answer.Entry:
    """A group of ours. Where the link is only for those who are coming, we say where one says so."""
    here = request.organization
    told = answer.entry(group.row, root=root, organization=here.name, state=here.state)
    told["id_bigint"] = str(answer.number_of(f"{group.row.id} {group.row.weekday}"))
    if group.row.online:
        told["virtual_meeting_additional_info"] = page_of(group, request)
    return told


@lru_cache(maxsize=4)
def every_entry(
    organization_id: UUID, changed_at: datetime | None, root: str, name: str, state: str
) -> tuple[answer.Entry, ...]:
    """Every listed meeting, made once for each change of the lists (JSONP cannot be cached by browsers: its
    address carries a name that is new each time)."""
    rows = feed_rows(organization_id=organization_id)
    return tuple(answer.entry(row, root=root, organization=name, state=state) for row in rows)


def _search_results(request: PublicRequest) -> Any:
    entries = found(_entries(request), read_search(request.GET))
    if "get_used_formats" not in request.GET and "get_formats_only" not in request.GET:
        return _only_fields(request, entries)
    ids = {int(id) for each in entries for id in each["format_shared_id_list"].split(",") if id}
    used = _format_rows(request, [each for each in FORMATS if each.id in ids])
    if "get_formats_only" in request.GET:
        return {"formats": used}
    return {"meetings": _only_fields(request, entries), "formats": used}


def _only_fields(request: PublicRequest, entries: list[answer.Entry]) -> list[answer.Entry]:
    wanted = {name for name in request.GET.get("data_field_key", "").split(",")[:60] if name}
    return [{name: each[name] for name in each if name in wanted} for each in entries] if wanted else entries


def _format_rows(request: PublicRequest, formats: list[Format]) -> list[dict[str, str]]:
    return format_rows(formats, root=_root(request), language=request.GET.get("lang_enum", "en"))


def _formats(request: PublicRequest) -> Any:
    keys = {each.casefold() for each in (*request.GET.getlist("key_strings[]"), *request.GET.getlist("key_strings"))}
    ids = numbers(request.GET, "format_ids")
    wanted = [each for each in OF_ID.values() if ids.fit([each.id]) and (not keys or each.key.casefold() in keys)]
    return _format_rows(request, wanted)


def _service_bodies(request: PublicRequest) -> Any:
    here = request.organization
    url = request.build_absolute_uri(reverse("gatherings:meetings"))
    every = answer.bodies(_entries(request), organization=here.name, url=url, phone=here.phone)
    ids = numbers(request.GET, "services")
    above = {answer.EVERYTHING} if request.GET.get("parents") == "1" else set()
    everyone = answer.EVERYTHING in ids.wanted and request.GET.get("recursive") == "1"
    return [
        each for each in every
        if everyone or int(each["id"]) in above or ids.fit([int(each["id"])])
    ]  # fmt: skip


def _server_info(request: PublicRequest) -> Any:
    lat, lon = answer.middle(_entries(request))
    return [
        {
            "version": VERSION,
            "versionInt": "3000000",
            "langs": ",".join(LANGUAGES),
            "nativeLang": "en",
            "centerLongitude": lon,
            "centerLatitude": lat,
            "centerZoom": "8",
            "defaultDuration": "01:00:00",
            "regionBias": "us",
            "charSet": "UTF-8",
            "distanceUnits": "mi",
            "semanticAdmin": "0",
            "emailEnabled": "0",
            "emailIncludesServiceBodies": "0",
            "changesPerMeeting": "0",
            "meeting_states_and_provinces": "",
            "meeting_counties_and_sub_provinces": "",
            "available_keys": "",
            "google_api_key": "",
            "aggregator_mode_enabled": "0",
        }
    ]


def _coverage_area(request: PublicRequest) -> Any:
    return answer.area(_entries(request))
