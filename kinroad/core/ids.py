"""Identifiers that say nothing: UUIDv7, made here and never counted; and what a second submit with one meets."""

import hashlib
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

Asked = ParamSpec("Asked")
Row = TypeVar("Row", bound=models.Model)


def hash_of(secret: str) -> str:
    """What stands in the database for a secret that we gave away once: of a link, a code on the wall, a device."""
    return hashlib.sha256(secret.encode()).hexdigest()


def uuid7() -> UUID:
    """A new UUIDv7 (RFC 9562): 48 bits of UTC milliseconds, then 74 random bits.

    Ordered by the moment it was made, not guessable, and safe to make on any machine.
    Python has its own from 3.14.
    """
    milliseconds = time.time_ns() // 1_000_000
    random_bits = secrets.randbits(74)
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= (random_bits >> 62) << 64
    value |= 0b10 << 62
    value |= random_bits & ((1 << 62) - 1)
    return UUID(int=value)


def first_of(at: datetime) -> UUID:
    """The smallest UUIDv7 that could have been made at `at` (aware) or later."""
    return UUID(int=max(0, int(at.timestamp() * 1000)) << 80)


def made_at(id: UUID) -> datetime:
    """The moment, to the millisecond, at which a UUIDv7 was made."""
    return datetime.fromtimestamp((id.int >> 80) / 1000, tz=UTC)


def meets_the_first(
    model: type[Row], *, whose: Callable[..., dict[str, Any]], same: Callable[..., None] | None = None
) -> Callable[[Callable[Asked, Row]], Callable[Asked, Row]]:
    """An action in one transaction whose `id` becomes the primary key: a second submit, also at the same moment, gets
    the row that the first one made.

    `whose` says from the action's other arguments what that row must hold to be this person's; a row that holds
    anything else raises ValidationError. `same` may raise one too, from that row and the other arguments: where words
    were signed, other words under the same id are not the same press.
    """

    def decorate(action: Callable[Asked, Row]) -> Callable[Asked, Row]:
        @wraps(action)
        def once(*args: Asked.args, **given: Asked.kwargs) -> Row:
            rest = {name: each for name, each in given.items() if name != "id"}
            id, own = cast(UUID, given["id"]), whose(**rest)
            met = _made_before(model, id, own)
            if met is not None:
                if same is not None:
                    same(met, **rest)
                return met
            try:
                with transaction.atomic():
                    return action(*args, **given)
            except IntegrityError:
                met = _made_before(model, id, own)
                if met is None:
                    raise
                if same is not None:
                    same(met, **rest)
                return met

        return once

    return decorate


def _made_before(model: type[Row], id: UUID, own: dict[str, Any]) -> Row | None:
    met = model._default_manager.filter(pk=id).first()
    if met is not None and any(getattr(met, name) != value for name, value in own.items()):
        raise ValidationError(_("This page is too old. Your words are still here: open the form again and save."))
    return met
