"""Sessions kept by the server (settings: SESSION_ENGINE), and ending them."""

import hashlib
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DjangoStore
from django.db import transaction

from kinroad.audit import actions as audit
from kinroad.core.prepared import Moment, PreparedRows
from kinroad.core.time import now
from kinroad.people.models import Account, DeviceSession, Person, Standing
from kinroad.people.rules.devices import device_of
from kinroad.people.rules.signed_in import is_noted_again
from kinroad.people.rules.viewer import Viewer

KEY_LENGTH = 40  # hexadecimal digits: 160 bits


def row_key(session_key: str) -> str:
    """What stands in the database for what the cookie says."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:KEY_LENGTH]


OPEN_SESSION = PreparedRows(
    DeviceSession, lambda key: DeviceSession.objects.filter(session_key=key, expire_date__gt=Moment())[:1]
)


class SessionStore(DjangoStore):
    """Django's sessions in our own table: found by a hash, and knowing whose they are and since when."""

    row: DeviceSession | None = None

    @classmethod
    def get_model_class(cls) -> type[DeviceSession]:
        return DeviceSession

    def _get_session_from_db(self) -> DeviceSession | None:
        self.row = OPEN_SESSION.first(key=row_key(self.session_key or ""))
        if self.row is None:
            self._session_key = None
        return self.row

    def exists(self, session_key: str) -> bool:
        return super().exists(row_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> DeviceSession:
        whose = UUID(data[SESSION_KEY]) if data.get(SESSION_KEY) else None
        before = self.row if self.row is not None and self.row.account_id == whose else None
        self.row = DeviceSession(
            session_key=row_key(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            account_id=whose,
            begun_at=before.begun_at if before else now(),
            seen_at=before.seen_at if before else None,
            device=before.device if before else "",
        )
        return self.row

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            DeviceSession.objects.filter(session_key=row_key(key)).delete()


def note_seen(row: DeviceSession, *, user_agent: str) -> None:
    """Write down, once a minute at most, that somebody is still here, and from what device."""
    at = now()
    if not is_noted_again(seen_at=row.seen_at, at=at):
        return
    row.seen_at, row.device = at, row.device or device_of(user_agent)
    DeviceSession.objects.filter(pk=row.pk).update(seen_at=row.seen_at, device=row.device)


def end_sessions(*, person: Person) -> None:
    """Sign the person's account out everywhere, at once."""
    accounts = Standing.objects.filter(organization_id=person.organization_id, person=person)
    DeviceSession.objects.filter(account_id__in=list(accounts.values_list("account_id", flat=True))).delete()


def end_other_sessions(*, account: Account, but: str) -> None:
    """Sign an account out everywhere but here. `but`: the key of the row of this session."""
    DeviceSession.objects.filter(account_id=account.pk).exclude(pk=but).delete()


@transaction.atomic
def end_device(*, device: str, here: str, by: Viewer) -> None:
    """Sign oneself out of one device, or of all others when none is named. `here`: the row of this session."""
    assert by.account_id is not None
    account = Account.objects.get(pk=by.account_id)
    mine = DeviceSession.objects.filter(account_id=account.pk).exclude(pk=here)
    mine = mine.filter(pk=device) if device else mine
    ended, _each = mine.delete()
    if ended:
        audit.record(what="device.signed_out", about=account, by=by)
