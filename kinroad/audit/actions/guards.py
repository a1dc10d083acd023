"""What the database itself refuses: to change or remove a line of the trail, whoever asks and however.

The triggers are made again after every migration. There is one door: `removing_lines`, for whoever removes what is past
its day (and for tests that empty their database). No door leads to changing a line.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import AppConfig
from django.db import connections, transaction

_removing: ContextVar[bool] = ContextVar("removing", default=False)
# The words of the setting that the door sets for one transaction (PostgreSQL), and of the function it answers (SQLite).
SETTING, FUNCTION = "kinroad.removing", "kinroad_removing"


@contextmanager
def removing_lines(using: str = "default") -> Iterator[None]:
    """In one transaction lines of the trail can be removed. On PostgreSQL it acts as the role that signed in."""
    connection = connections[using]
    with transaction.atomic(using=using):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_user, set_config(%s, 'yes', true)", [SETTING])
                (role, _set) = cursor.fetchone()
                cursor.execute("SET LOCAL ROLE NONE")
        token = _removing.set(True)
        try:
            yield
        finally:
            _removing.reset(token)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('role', %s, true), set_config(%s, '', true)", [role, SETTING])


def teach_sqlite(connection: Any, **kwargs: Any) -> None:
    """Every SQLite connection of ours can answer whether the door is open; any other program cannot, and is refused."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 0, lambda: int(_removing.get()))


def put_up(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Make the triggers of every table of the trail, where they are not there yet."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    for table in (model._meta.db_table for model in sender.get_models()):
        if table in tables:
            with connection.cursor() as cursor:
                for statement in SQLITE if connection.vendor == "sqlite" else POSTGRES:
                    cursor.execute(statement.replace("%table%", table))


SQLITE = (
    """CREATE TRIGGER IF NOT EXISTS %table%_unchanged BEFORE UPDATE ON %table%
    BEGIN SELECT RAISE(ABORT, '%table% is append-only'); END""",
    f"""CREATE TRIGGER IF NOT EXISTS %table%_kept BEFORE DELETE ON %table% WHEN {FUNCTION}() = 0
    BEGIN SELECT RAISE(ABORT, '%table% is append-only'); END""",
)
POSTGRES = (
    f"""CREATE OR REPLACE FUNCTION kinroad_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND current_setting('{SETTING}', true) = 'yes' THEN RETURN OLD; END IF;
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$""",
    """CREATE OR REPLACE TRIGGER %table%_kept BEFORE UPDATE OR DELETE ON %table%
    FOR EACH ROW EXECUTE FUNCTION kinroad_append_only()""",
)
