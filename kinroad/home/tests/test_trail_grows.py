"""The trail is read by its indexes, however long it is: whatever an administrator narrows it to."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinroad.core.time import now
from kinroad.home.queries.trail import trail
from kinroad.people.tests.factories import someone, viewer_of


@pytest.mark.django_db
@pytest.mark.parametrize("narrowed", ["kind", "person_id", "day", "nothing"])
def test_no_page_of_the_trail_sorts_what_stands_there(narrowed):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by how many rows there are")
    maya = someone("administrator")
    asked = {"kind": "look", "person_id": maya.pk, "day": now().date()}
    given = {name: value if name == narrowed else None for name, value in asked.items()}
    with CaptureQueriesContext(connection) as queries:
        trail(viewer_of(maya), before=None, **given | {"kind": given["kind"] or ""})

    for query in queries:
        if 'FROM "audit_' in query["sql"]:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}".replace("%", "%%"))
                plan = " ".join(row[3] for row in cursor.fetchall())
            assert "USE TEMP B-TREE" not in plan, plan
            assert "SCAN audit" not in plan, plan
            assert narrowed != "person_id" or "account_id=?" in plan, "it reads the lines of everybody to find theirs"
