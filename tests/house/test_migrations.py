"""A first start is quick: every table is made whole, with its keys, indexes and constraints."""

import re

import pytest

from tests.house.reading import HOUSE

FIRST = sorted(HOUSE.glob("*/migrations/0001_*.py"))


@pytest.mark.parametrize("migration", FIRST, ids=lambda path: path.parts[-3])
def test_a_first_migration_makes_its_tables_in_one_step_each(migration):
    steps = re.findall(r"migrations\.(AddField|AddIndex|AddConstraint)\(", migration.read_text())

    assert not steps, f"run scripts/first_migration.py {migration.parts[-3]}"
    assert "class Migration(TablesAtOnce)" in migration.read_text(), (
        f"run scripts/first_migration.py {migration.parts[-3]}"
    )
