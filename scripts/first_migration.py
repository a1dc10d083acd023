"""Make the tables of a package's one first migration whole: before the first release only.

    rm kinroad/gatherings/migrations/0001_initial.py
    python scripts/without_a_house.py makemigrations gatherings --name initial
    python scripts/first_migration.py gatherings

Django writes keys, indexes and constraints as steps of their own. SQLite makes a table anew for each such step, which
would cost the first start most of a minute.
"""

import os
import sys
import tempfile
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def whole(operations: list[Any]) -> list[Any]:
    """The same tables, each with all its keys, indexes and constraints, after those it points to."""
    from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel

    made = {each.name_lower: each for each in operations if isinstance(each, CreateModel)}
    for each in operations:
        if isinstance(each, AddField):
            made[each.model_name_lower].fields.append((each.name, each.field))
        elif isinstance(each, AddIndex):
            made[each.model_name_lower].options.setdefault("indexes", []).append(each.index)
        elif isinstance(each, AddConstraint):
            made[each.model_name_lower].options.setdefault("constraints", []).append(each.constraint)
        elif not isinstance(each, CreateModel):
            sys.exit(f"{each.describe()}: a first migration makes tables and nothing else.")
    points_to = {
        name: {
            other
            for _field, field in model.fields
            if field.remote_field and (other := str(field.remote_field.model).lower().rpartition(".")[2]) in made
        }
        - {name}
        for name, model in made.items()
    }
    try:
        return [made[name] for name in TopologicalSorter(points_to).static_order()]
    except CycleError as circle:
        sys.exit(f"These point to each other: {', '.join(circle.args[1])}.")


def write(package: str) -> None:
    """Read the migration that Django wrote, and write it again whole."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.writer import MigrationWriter

    path = next((ROOT / "kinroad" / package / "migrations").glob("0001_*.py"))
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    migration = loader.disk_migrations[(package, path.stem)]
    migration.operations = whole(migration.operations)
    path.write_text(together(MigrationWriter(migration).as_string()), encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {len(migration.operations)} tables")


def together(written: str) -> str:
    """The same migration, which draws the models once for all its tables."""
    head, _class, rest = written.partition("\n\n\nclass Migration(migrations.Migration):")
    return f"{head}\nfrom kinroad.core.first_tables import TablesAtOnce\n\n\nclass Migration(TablesAtOnce):{rest}"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="kinroad-check-") as folder:
        os.environ.update(KINROAD_DATA=f"{folder}/data", KINROAD_KEYS=f"{folder}/keys")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kinroad.config.settings")
        import django

        from kinroad.core.seal import make_keys

        Path(folder, "data").mkdir()
        make_keys(Path(folder, "keys"))
        django.setup()
        for package in sys.argv[1:]:
            write(package)


if __name__ == "__main__":
    main()
