"""Reading the house: its files, trees, pages, models and addresses, for the tests that hold its rules."""

import ast
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent.parent
HOUSE = ROOT / "kinroad"


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that belongs to the project, new ones too; a folder without git (an archive) is read whole."""
    asked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    if asked.returncode == 0:
        paths = [ROOT / line for line in asked.stdout.splitlines()]
    else:
        paths = [path for path in ROOT.rglob("*") if not {".git", ".venv", "data", "data-keys"} & set(path.parts)]
    return tuple(sorted({path for path in paths if path.is_file()}))


def python_files(*, tests: bool = False, migrations: bool = False) -> list[Path]:
    """The Python files of the packages."""
    return [
        path
        for path in tracked_files()
        if path.suffix == ".py"
        and path.is_relative_to(HOUSE)
        and (tests or "tests" not in path.parts)
        and (migrations or "migrations" not in path.parts)
    ]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def called(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in the file with the last word of what is called: `audit.record(...)` gives "record"."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def package_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def room_of(path: Path) -> str:
    """The room a file stands in: kinroad/people/views/doors.py stands in "views"."""
    parts = path.relative_to(HOUSE).parts
    return parts[1].removesuffix(".py") if len(parts) > 1 else ""


def place(path: Path, node: ast.AST | None = None) -> str:
    return f"{path.relative_to(ROOT)}" + (f":{node.lineno}" if node is not None and hasattr(node, "lineno") else "")


@cache
def pages() -> tuple[Path, ...]:
    """Our templates."""
    return tuple(
        p for p in tracked_files() if p.is_relative_to(HOUSE) and "jinja2" in p.parts and p.suffix in {".html", ".txt"}
    )


def page_name(path: Path) -> str:
    """The name a template is asked for by: "people/record.html"."""
    return path.relative_to(HOUSE / package_of(path) / "jinja2").as_posix()


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("kinroad.")]


@dataclass(frozen=True)
class Address:
    """One address of the program: its full name ("people:record"), its route, and the view behind it."""

    name: str
    route: str
    view: Any

    @property
    def kwargs(self) -> dict[str, str]:
        """The parts of the route that name something, with their converters: {"participant_id": "uuid"}."""
        return {name: converter or "str" for converter, name in re.findall(r"<(?:(\w+):)?(\w+)>", self.route)}

    @property
    def is_public(self) -> bool:
        return not getattr(self.view, "login_required", True)


@cache
def addresses() -> tuple[Address, ...]:
    return tuple(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[Any], space: str, before: str) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner, route)
        elif isinstance(pattern, URLPattern):
            yield Address(f"{space}{pattern.name}", route, pattern.callback)


ROLES = (
    "anonymous",
    "participant",
    "peer leader",
    "supervisor",
    "coordinator",
    "program manager",
    "administrator",
    "evaluator",
    "neighbour",
)


@dataclass(frozen=True)
class MatrixLine:
    """One line of the access matrix of docs/privacy.md: who may do this at that address."""

    name: str
    method: str
    answers: dict[str, str]


@cache
def access_matrix() -> tuple[MatrixLine, ...]:
    """The table in docs/privacy.md whose heading begins with "Address name | Method"."""
    rows = [
        [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        for line in (ROOT / "docs" / "privacy.md").read_text().splitlines()
        if line.lstrip().startswith("|")
    ]
    start = next(
        number for number, row in enumerate(rows) if [cell.lower() for cell in row[:2]] == ["address name", "method"]
    )
    heading = tuple(cell.lower() for cell in rows[start][2 : 2 + len(ROLES)])
    assert heading == ROLES, f"The access matrix must have the columns {ROLES}, and has {heading}"
    lines = []
    for row in rows[start + 2 :]:
        if len(row) < 2 + len(ROLES):
            break
        lines.append(MatrixLine(row[0], row[1].upper(), dict(zip(ROLES, row[2:], strict=False))))
    return tuple(lines)
