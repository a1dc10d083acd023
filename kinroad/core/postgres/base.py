"""Django's PostgreSQL, which tells the server in which organization it works before it asks anything.

Confined, it acts as `KINROAD_DATABASE_ROLE`, which owns nothing: row-level security (`core.postgres.policies`) gives it
rows of one organization. Everywhere, it acts as the role that signed in. Told per session; a connection that comes out
of the pool knows nothing and is told first.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.backends.postgresql import base

from kinroad.core.tenancy import EVERYWHERE, here

OWNER = "owner"  # the word for: no second role

# The last: a page asks many small questions, and making machine code for one takes longer than answering it.
TELL = """
    SELECT set_config('role', %s, false), set_config('app.org', %s, false), set_config('app.everywhere', %s, false),
        set_config('jit', 'off', false)
"""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that knows what it told the server last."""

    told: UUID | str | None = None
    telling = True

    def get_new_connection(self, conn_params: Any) -> Any:
        self.told = None
        return super().get_new_connection(conn_params)

    def _cursor(self, name: str | None = None) -> Any:
        cursor = super()._cursor(name)  # type: ignore[misc]
        if self.telling:
            self.tell()
        return cursor

    def tell(self) -> None:
        """Say where we are, when that is not what was said last."""
        at = here()
        if at == self.told:
            return
        free, role = at == EVERYWHERE, settings.KINROAD_DATABASE_ROLE
        with self.wrap_database_errors, self.connection.cursor() as plain:
            plain.execute(
                TELL, ["none" if free or role == OWNER else role, "" if free else str(at), "yes" if free else ""]
            )
        self.told = at

    # What was told inside a transaction is untold when it is rolled back. In one that failed nothing can be told.

    def _rollback(self) -> Any:
        self.told = None
        return super()._rollback()  # type: ignore[misc]

    def _savepoint(self, sid: str) -> None:
        self._quietly(super()._savepoint, sid)  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        self._quietly(super()._savepoint_rollback, sid)  # type: ignore[misc]
        self.told = None

    def _savepoint_commit(self, sid: str) -> None:
        self._quietly(super()._savepoint_commit, sid)  # type: ignore[misc]

    def _quietly(self, step: Any, sid: str) -> None:
        self.telling = False
        try:
            step(sid)
        finally:
            self.telling = True
