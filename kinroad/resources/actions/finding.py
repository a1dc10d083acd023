"""Keeping the keys under which places are found."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from kinroad.core.ids import uuid7
from kinroad.resources.models import FindHours, FindWord, KnownWord, Language, Service, ServiceAtLocation, Tag
from kinroad.resources.queries.hours import hours_of
from kinroad.resources.rules.open_week import Bits, may_be_open
from kinroad.resources.rules.searching import EVERY, keys_of, sounds_of

TOGETHER = 500
Key = tuple[int, int, float | None, float | None]
"""Weight, cell and point of a word of a place."""
GONE = (Service.Status.INACTIVE, Service.Status.DEFUNCT)


@transaction.atomic
def index_places(places: Iterable[UUID], *, organization_id: UUID) -> None:
    """Write the keys of these places anew, after what they say was derived. A place that is not listed has none."""
    ids = list(dict.fromkeys(places))
    for start in range(0, len(ids), TOGETHER):
        _index(ids[start : start + TOGETHER], organization_id)


def _index(ids: list[UUID], organization_id: UUID) -> None:
    here = {"organization_id": organization_id}
    wanted = _wanted(ids, organization_id)
    have: dict[tuple[UUID, str], tuple[UUID, Key]] = {
        (place, word): (id, (weight, cell, lat, lon))
        for id, place, word, weight, cell, lat, lon in FindWord.objects.filter(place__in=ids, **here).values_list(
            "id", "place_id", "word", "weight", "geo_cell", "lat", "lon"
        )
    }
    stale = [id for key, (id, each) in have.items() if wanted.get(key) != each]
    for start in range(0, len(stale), TOGETHER):
        FindWord.objects.filter(id__in=stale[start : start + TOGETHER], **here).delete()
    new = {key: each for key, each in wanted.items() if key not in have or have[key][1] != each}
    FindWord.objects.bulk_create(
        [
            FindWord(id=uuid7(), place_id=place, word=word, weight=weight, geo_cell=cell, lat=lat, lon=lon, **here)
            for (place, word), (weight, cell, lat, lon) in new.items()
        ],
        batch_size=TOGETHER,
    )
    _know({word for _place, word in new if word[0] not in f"#~{EVERY}"}, organization_id)
    _keep_hours(ids, {place for place, _word in wanted}, organization_id)


def _keep_hours(ids: list[UUID], listed: set[UUID], organization_id: UUID) -> None:
    here = {"organization_id": organization_id}
    told = hours_of(listed, organization_id=organization_id)
    wanted: dict[UUID, Bits] = {place: may_be_open(lines, zone=zone) for place, (lines, zone) in told.items()}
    have: dict[UUID, Bits] = {
        place: (first, second, third)
        for place, first, second, third in FindHours.objects.filter(place__in=ids, **here).values_list(
            "place_id", "first", "second", "third"
        )
    }
    FindHours.objects.filter(place__in=[place for place in have if wanted.get(place) != have[place]], **here).delete()
    FindHours.objects.bulk_create(
        [
            FindHours(id=uuid7(), place_id=place, first=first, second=second, third=third, **here)
            for place, (first, second, third) in wanted.items()
            if have.get(place) != (first, second, third)
        ],
        batch_size=TOGETHER,
    )


def _wanted(ids: list[UUID], organization_id: UUID) -> dict[tuple[UUID, str], Key]:
    """What stands with each word of each place."""
    here = {"organization_id": organization_id}
    listed = ServiceAtLocation.objects.listed().filter(id__in=ids, **here).exclude(service__status__in=GONE)
    told: Any = listed.values_list(
        "id", "name", "agency_name", "words", "geo_cell", "lat", "lon", "service_id", "location_id", named=True
    )
    rows = list(told)
    codes: dict[UUID, list[str]] = defaultdict(list)
    for place, code in Tag.objects.filter(service_at_location__in=[row.id for row in rows], **here).values_list(
        "service_at_location_id", "code"
    ):
        codes[place].append(code)
    spoken = _spoken({row.service_id for row in rows}, {row.location_id for row in rows}, organization_id)
    return {
        (row.id, word): (weight, row.geo_cell, row.lat, row.lon)
        for row in rows
        for word, weight in keys_of(
            telling=f"{row.name} {row.agency_name}",
            words=row.words,
            codes=codes[row.id],
            languages=[*spoken[row.service_id], *spoken[row.location_id]],
        ).items()
    }


def _spoken(services: set[UUID], locations: set[UUID | None], organization_id: UUID) -> dict[UUID | None, list[str]]:
    spoken: dict[UUID | None, list[str]] = defaultdict(list)
    languages = Language.objects.filter(organization_id=organization_id)
    for service, code in languages.filter(service__in=services).values_list("service_id", "code"):
        spoken[service].append(code)
    for location, code in languages.filter(location__in=locations - {None}).values_list("location_id", "code"):
        spoken[location].append(code)
    return spoken


def _know(words: set[str], organization_id: UUID) -> None:
    here = {"organization_id": organization_id}
    known = set(KnownWord.objects.filter(word__in=words, **here).values_list("word", flat=True))
    new = [(word, *sounds_of(word)) for word in sorted(words - known)]
    KnownWord.objects.bulk_create(
        [KnownWord(id=uuid7(), word=word, sound=one, other_sound=other, **here) for word, one, other in new],
        ignore_conflicts=True,
        batch_size=TOGETHER,
    )
