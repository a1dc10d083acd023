"""A first migration whose tables are made together: Django would draw all models anew after each table of them."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel, Migration
from django.db.migrations.state import ProjectState


class TablesAtOnce(Migration):
    """Tables and nothing else (scripts/first_migration.py). The models are drawn once for all of them."""

    def apply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> ProjectState:
        if collect_sql or not all(type(each) is CreateModel for each in self.operations):
            return super().apply(project_state, schema_editor, collect_sql)
        state: ProjectState = project_state
        editor: BaseDatabaseSchemaEditor = schema_editor
        state.__dict__.pop("apps", None)
        for each in self.operations:
            each.state_forwards(self.app_label, state)
        for each in self.operations:
            each.database_forwards(self.app_label, editor, state, state)
        return state
