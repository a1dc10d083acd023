"""A page asks, an action changes, a rule decides, a query reads, a model keeps."""

import ast
import re
from importlib import import_module
from inspect import signature

from django_tasks.base import Task

from kinroad.core.prepared import Prepared
from tests.house.reading import HOUSE, ROOT, called, package_of, place, python_files, room_of, tracked_files, tree

LONGEST_FILE = 300
WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "delete",
    "create_user",
    "aget_or_create",
    "acreate",
    "asave",
    "adelete",
}
# The bases of all models; the queue's own rows.
MAY_WRITE = {HOUSE / "core" / name for name in ("models.py", "fields.py", "purging.py", "scoped.py")} | {
    HOUSE / "config" / "worker.py"
}
# Who comes, and where: asked before an organization is known.
ASKED_OF_EVERYONE = {
    "kinroad.people.actions.device.OPEN_SESSION",
    "kinroad.people.queries.signed_in.ACCOUNT",
    "kinroad.people.queries.viewers.FIRST_TWO",
    "kinroad.people.queries.viewers.OF_HOST",
    "kinroad.people.queries.viewers.STANDINGS",
}
NOT_OURS = re.compile(
    "https?://[a-z0-9.-]*("
    + "|".join(("py" + "pi", "python" + "hosted", "npm" + "js", "debi" + "an"))
    + r")\.(org|com|net)"
)


def test_a_view_never_asks_the_database_itself():
    spoken = [
        place(path, node)
        for path in python_files()
        if room_of(path) == "views"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}
    ]

    assert not spoken, "Ask a query instead: " + ", ".join(spoken)


def test_only_actions_write():
    written = [
        place(path, call)
        for path in python_files()
        if room_of(path) not in {"actions", "models"} and package_of(path) != "demo" and path not in MAY_WRITE
        for name, call in called(path)
        if is_a_write(name, call)
    ]

    assert not written, "Move these into an action: " + ", ".join(written)


def is_a_write(name: str, call: ast.Call) -> bool:
    """`rows.update(day=day)` writes; `seen.update(other)` fills a set."""
    if not isinstance(call.func, ast.Attribute):
        return False
    if name in {"update", "aupdate"}:
        return bool(call.keywords) and not call.args
    return name in WRITES


def test_a_model_saves_only_itself():
    written = [
        place(path, call)
        for path in python_files()
        if room_of(path) == "models"
        for name, call in called(path)
        if is_a_write(name, call) and not ast.unparse(call.func).startswith(("super().", "self.full_clean"))
    ]

    assert not written, "A model keeps; an action changes: " + ", ".join(written)


def test_rules_know_neither_django_nor_the_clock():
    known = [
        place(path, node)
        for path in python_files()
        if room_of(path) == "rules"
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Import) and any(name.name.split(".")[0] == "django" for name in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "django")
        or (
            isinstance(node, ast.Call)
            and ast.unparse(node.func) in {"date.today", "datetime.now", "timezone.now", "time.time"}
        )
    ]

    assert not known, "Pass it in instead: " + ", ".join(known)


def test_no_file_is_longer_than_a_reader_can_hold():
    long = [
        f"{place(path)} ({length} lines)"
        for path in tracked_files()
        if path.suffix == ".py" and "migrations" not in path.parts and "data" not in path.parts
        if (length := len(path.read_text().splitlines())) > LONGEST_FILE
    ]

    assert not long, "Divide these by noun: " + ", ".join(long)


def test_every_task_that_is_asked_for_by_name_exists():
    for path in python_files():
        for name, call in called(path):
            if name == "later" and call.args and isinstance(call.args[0], ast.Constant):
                module, function = f"kinroad.{call.args[0].value}".rsplit(".", 1)
                assert isinstance(getattr(import_module(module), function, None), Task), (
                    f"{place(path, call)}: no such task"
                )


def test_no_address_of_a_package_registry_is_written_down():
    written = [
        place(path) for path in tracked_files() if path.suffix not in {".mo", ".png"} and NOT_OURS.search(text_of(path))
    ]

    assert not written, written


def text_of(path) -> str:
    return path.read_bytes().decode("utf-8", errors="ignore")


def test_every_room_has_a_known_name():
    rooms = {"rules", "models", "queries", "actions", "tasks", "forms", "views", "urls", "apps", "tests", "migrations"}
    rooms |= {"management", "jinja2", "locale", "static", "data", "__init__"}
    free = {
        "core",
        "design",
        "config",
        "demo",
        "interop",
    }  # fixed lists of small modules, held by import-linter or by name
    strange = {
        f"{package_of(path)}/{room_of(path)}"
        for path in python_files()
        if package_of(path) not in free and room_of(path) not in rooms | {""}
    }

    assert not strange, (
        f"Rooms that no other package has: {sorted(strange)}. {ROOT.name} keeps the same rooms everywhere."
    )


def test_a_question_written_once_is_asked_of_one_organization():
    """Whose rows it reads does not stand in its SQL by itself: it is a value like any other."""
    questions = [
        (f"{module.__name__}.{name}", made)
        for path in python_files()
        if room_of(path) in {"queries", "actions"}
        for module in [import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))]
        for name, made in vars(module).items()
        if isinstance(made, Prepared) and name.isupper()
    ]

    assert len(questions) > 40
    everyones = {name for name, each in questions if "organization" not in signature(each.build).parameters}
    assert everyones == ASKED_OF_EVERYONE
