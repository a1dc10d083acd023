"""Row-level security of every table with an organization, made again after every migration (PostgreSQL only).

A policy lets rows of `app.org` through, and holds the owner too. `app.everywhere` opens all of them to the role that
signed in, never to the role that requests act as. No policy names a role, so a copy can be put back anywhere.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connections, models, transaction

from kinroad.core.models import Reference
from kinroad.core.postgres.base import OWNER
from kinroad.core.tenancy import everywhere

HERE = "organization_id = NULLIF(current_setting('app.org', true), '')::uuid"
FREE = "(current_setting('app.everywhere', true) = 'yes' AND current_user = session_user)"
EACH = (
    "ALTER TABLE %table% ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE %table% FORCE ROW LEVEL SECURITY",
    "DROP POLICY IF EXISTS one_organization ON %table%",
    f"CREATE POLICY one_organization ON %table% USING ({HERE} OR {FREE}) WITH CHECK ({HERE} OR {FREE})",
)
RIGHTS = (
    "GRANT USAGE ON SCHEMA public TO %role%",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %role%",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO %role%",
)
WRITTEN_ONCE = "REVOKE UPDATE, DELETE, TRUNCATE ON %table% FROM %role%"
HELD = """
    SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
    WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.polname = 'one_organization'
"""
NOT_OPEN = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT has_table_privilege(%s, c.oid, 'SELECT')
"""


def divided() -> list[type[models.Model]]:
    """Every model whose rows belong to an organization; not what all share, such as which site a host shows."""
    return [
        model
        for model in apps.get_models()
        if not issubclass(model, Reference) and "organization_id" in {f.attname for f in model._meta.local_fields}
    ]


def missing(using: str) -> list[str]:
    """Tables that are not divided yet, or that the role of requests may not read."""
    connection, role = connections[using], settings.KINROAD_DATABASE_ROLE
    if connection.vendor != "postgresql":
        return []
    there = set(connection.introspection.table_names())  # older than the program, right after a restore
    with everywhere(), connection.cursor() as cursor:
        cursor.execute(HELD)
        held = {name for (name,) in cursor.fetchall()}
        lacking = ({model._meta.db_table for model in divided()} & there) - held
        if can_become(cursor, role):
            cursor.execute(NOT_OPEN, [role])
            lacking |= {name for (name,) in cursor.fetchall()}
    return sorted(lacking)


def put_up(using: str) -> None:
    """Make role, rights and policies, where one is missing."""
    connection, role = connections[using], settings.KINROAD_DATABASE_ROLE
    if connection.vendor != "postgresql":
        return
    with everywhere(), transaction.atomic(using=using), connection.cursor() as cursor:
        make_role(cursor, role, using=using)
        if not missing(using):
            return
        tables = set(connection.introspection.table_names())
        names = connection.ops.quote_name
        there = [model for model in divided() if model._meta.db_table in tables]
        steps = [step.replace("%table%", names(model._meta.db_table)) for model in there for step in EACH]
        if can_become(cursor, role):
            steps += RIGHTS
            steps += [
                WRITTEN_ONCE.replace("%table%", names(model._meta.db_table))
                for model in there
                if getattr(model, "SIGNED", None)
            ]
        cursor.execute(";".join(step.replace("%role%", names(role)) for step in steps))


def make_role(cursor: Any, role: str, *, using: str) -> None:
    """Make the role and become its member, where we may; `trouble` says it where we may not."""
    names = connections[using].ops.quote_name
    for needed in ("CREATE ROLE %role% NOLOGIN", "GRANT %role% TO current_user"):
        if role != OWNER and not can_become(cursor, role):
            try:
                with transaction.atomic(using=using):
                    cursor.execute(needed.replace("%role%", names(role)))
            except DatabaseError:
                continue


def can_become(cursor: Any, role: str) -> bool:
    """Whether the role is there and the role that signed in may act as it."""
    right = "SET" if cursor.connection.info.server_version >= 160000 else "MEMBER"
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND pg_has_role(session_user, oid, %s)", [role, right])
    return cursor.fetchone() is not None


def trouble(using: str) -> str:
    """A sentence when rows are not divided by organization, or would be for nobody."""
    connection, role = connections[using], settings.KINROAD_DATABASE_ROLE
    if connection.vendor != "postgresql":
        return ""
    if undivided := missing(using):
        return f"{len(undivided)} tables are not divided by organization yet. Run `kinroad up` or `kinroad setup` once."
    with everywhere(), connection.cursor() as cursor:
        if role != OWNER and not can_become(cursor, role):
            return NO_ROLE.replace("%role%", role).replace("%user%", connection.settings_dict["USER"])
        cursor.execute(
            "SELECT 1 FROM pg_roles WHERE (rolsuper OR rolbypassrls) AND rolname = %s",
            [connection.settings_dict["USER"] if role == OWNER else role],
        )
        return PASSES_BY if cursor.fetchone() else ""


NO_ROLE = """The database account may not act as the role %role%, as whom pages ask. Let whoever runs the server say:
  CREATE ROLE %role% NOLOGIN; GRANT %role% TO %user%;
Where no role can be made, set KINROAD_DATABASE_ROLE=owner (docs/operations.md, Two roles on PostgreSQL)."""
PASSES_BY = """Pages would ask as a role that row-level security does not hold (superuser, or BYPASSRLS).
Name another one in KINROAD_DATABASE_ROLE, or in DATABASE_URL when it is `owner`."""
