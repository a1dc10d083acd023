"""Keeping the keys under which places are found."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from kinroad.core.ids import uuid7
from kinroad.resources.models import FindWord, KnownWord, Language, Service, ServiceAtLocation, Tag
from kinroad.resources.rules.searching import keys_of, sounds_of

TOGETHER = 500
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
    have: dict[tuple[UUID, str], tuple[UUID, int, int]] = {
        (place, word): (id, weight, cell)
        for id, place, word, weight, cell in FindWord.objects.filter(place__in=ids, **here).values_list(
            "id", "place_id", "word", "weight", "geo_cell"
        )
    }
    stale = [id for key, (id, weight, cell) in have.items() if wanted.get(key) != (weight, cell)]
    for start in range(0, len(stale), TOGETHER):
        FindWord.objects.filter(id__in=stale[start : start + TOGETHER], **here).delete()
    new = {key: each for key, each in wanted.items() if have.get(key, (None, 0, 0))[1:] != each}
    FindWord.objects.bulk_create(
        [
            FindWord(id=uuid7(), place_id=place, word=word, weight=weight, geo_cell=cell, **here)
            for (place, word), (weight, cell) in new.items()
        ],
        batch_size=TOGETHER,
    )
    _know({word for _place, word in new if word[0] not in "#~"}, organization_id)


def _wanted(ids: list[UUID], organization_id: UUID) -> dict[tuple[UUID, str], tuple[int, int]]:
    """Weight and cell by place and word."""
    here = {"organization_id": organization_id}
    listed = ServiceAtLocation.objects.listed().filter(id__in=ids, **here).exclude(service__status__in=GONE)
    told: Any = listed.values_list(
        "id", "name", "agency_name", "words", "geo_cell", "service_id", "location_id", named=True
    )
    rows = list(told)
    codes: dict[UUID, list[str]] = defaultdict(list)
    for place, code in Tag.objects.filter(service_at_location__in=[row.id for row in rows], **here).values_list(
        "service_at_location_id", "code"
    ):
        codes[place].append(code)
    spoken = _spoken({row.service_id for row in rows}, {row.location_id for row in rows}, organization_id)
    return {
        (row.id, word): (weight, row.geo_cell)
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
