"""The one door through append-only rows and protected keys: what is past its day loses its words, for ever.

Rows stay, so that counts of those years stay true; sealed columns, search hashes and secrets of links in them are
blanked, and rows that would say nothing then are removed. Nothing but `home.actions.purge` opens this door
(tests/house/test_purge.py), and lines of the audit trail do not go through it: they hold ids alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan

from kinroad.core.fields import Sealed, SealedDate, to_seal
from kinroad.core.resealing import sealed_fields
from kinroad.core.seal import NONCE_BYTES

GONE = ""  # what is sealed into a column that must not be empty
EMPTY_BYTES = 2 + NONCE_BYTES + 16  # of such a value: number of the key, nonce, tag
PARTICIPANT = "people.Participant"


@dataclass(frozen=True)
class Part:
    """What the purge does to one table: blank its sealed columns and those named in `blank`, or remove its rows.

    `whose` is the way from a row to the participant it is about.
    """

    model: type[models.Model]
    whose: str = "participant"
    blank: Mapping[str, Any] = field(default_factory=dict)
    remove: bool = False


def every_part(declared: Iterable[Part]) -> list[Part]:
    """The declared parts, and one for every other table with sealed words and a key `participant` of its own."""
    parts = list(declared)
    known = {part.model for part in parts}
    return parts + [
        Part(model)
        for model in apps.get_models()
        if model not in known and sealed_fields(model) and has_own_participant(model)
    ]


def has_own_participant(model: type[models.Model]) -> bool:
    """Whether rows of this table name the participant they are about."""
    return any(
        isinstance(each, models.ForeignKey)
        and each.name == "participant"
        and each.related_model._meta.label == PARTICIPANT
        for each in model._meta.local_fields
    )


def purge_rows(part: Part, *, organization_id: UUID, participants: Sequence[UUID]) -> int:
    """Carry out one part for these participants. Answers how many rows. Call it inside the purge's transaction."""
    rows = _through_the_door(part.model).filter(organization_id=organization_id)
    return _carry_out(part, rows.filter(**{f"{part.whose}__in": list(participants)}))


def purge_past(part: Part, *, organization_id: UUID, besides: Sequence[UUID], **past: Any) -> int:
    """Carry out one part for rows past their day (`at__lt=...`) that still hold words, but those of `besides`."""
    full = models.Q()
    for each in sealed_fields(part.model):
        full |= models.Q(GreaterThan(Length(each.name), EMPTY_BYTES))
    rows = _through_the_door(part.model).filter(full, organization_id=organization_id, **past)
    not_theirs = models.Q(**{f"{part.whose}__in": list(besides)})
    return _carry_out(part, rows.exclude(not_theirs) if besides else rows)


def _through_the_door(model: type[models.Model]) -> models.QuerySet[Any]:
    # Not the model's own manager: that of an append-only table refuses.
    return models.QuerySet(model=model)


def _carry_out(part: Part, rows: models.QuerySet[Any]) -> int:
    ids = list(rows.values_list("pk", flat=True))
    done = 0
    for start in range(0, len(ids), 400):
        some = _through_the_door(part.model).filter(pk__in=ids[start : start + 400])
        done += some._raw_delete(some.db) if part.remove else _blank(part, some)
    return done


def _blank(part: Part, rows: models.QuerySet[Any]) -> int:
    fields = sealed_fields(part.model)
    empty: dict[str, Any] = {each.name: None for each in fields if each.null} | dict(part.blank)
    done = rows.update(**empty) if empty else rows.count()
    for each in fields:
        if not each.null:
            _write_gone(each, rows)
    return done


def _write_gone(field: Sealed, rows: models.QuerySet[Any]) -> None:
    """A column that must hold something holds nothing, sealed to its own row."""
    word = "1900-01-01" if isinstance(field, SealedDate) else GONE
    for pk in rows.values_list("pk", flat=True):
        _through_the_door(rows.model).filter(pk=pk).update(**{field.name: to_seal(word, field.place(pk))})
