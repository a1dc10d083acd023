"""Second keys of an account, and the devices it is signed in on."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator

from kinroad.core.time import now
from kinroad.people.models import AppCode, DeviceSession, SpareCode


@dataclass(frozen=True)
class Passkey:
    """One passkey: its number here, since when, and when it was used last."""

    number: int
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Keys:
    """What an account signs in with beside its password."""

    app_since: datetime | None = None
    app_used_at: datetime | None = None
    passkeys: list[Passkey] = field(default_factory=list)
    spare_left: int = 0

    @property
    def any(self) -> bool:
        """Whether there is one. Spare codes alone are none."""
        return bool(self.app_since or self.passkeys)


def keys_of(account_id: UUID) -> Keys:
    """Every second key of an account."""
    app = AppCode.objects.filter(account=account_id).values_list("made_at", "used_at").first() or (None, None)
    rows = Authenticator.objects.filter(user=account_id, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    return Keys(
        app_since=app[0],
        app_used_at=app[1],
        passkeys=[Passkey(*row) for row in rows.values_list("pk", "created_at", "last_used_at")],
        spare_left=SpareCode.objects.filter(account=account_id, used_at=None).count(),
    )


def has_app(account_id: UUID) -> bool:
    """Whether an app makes codes for this account."""
    return AppCode.objects.filter(account=account_id).exists()


def has_passkey(account_id: UUID) -> bool:
    """Whether this account has a passkey."""
    found: bool = Authenticator.objects.filter(user=account_id, type=Authenticator.Type.WEBAUTHN).exists()
    return found


@dataclass(frozen=True)
class Device:
    """One place where an account is signed in."""

    key: str
    name: str
    begun_at: datetime
    seen_at: datetime
    here: bool


def devices_of(account_id: UUID, *, here: str) -> list[Device]:
    """Where an account is signed in now, this device first."""
    rows = DeviceSession.objects.filter(account_id=account_id, expire_date__gt=now()).order_by("-begun_at")[:50]
    devices = [
        Device(row.session_key, row.device, row.begun_at, row.seen_at or row.begun_at, row.session_key == here)
        for row in rows
    ]
    return sorted(devices, key=lambda each: not each.here)
