"""What is written down is true: every command, setting, address and word."""

import argparse
import ast
import re
from functools import cache

from kinroad.config.cli import parser
from tests.house.reading import ROOT, access_matrix, addresses, called, pages, python_files, tree

GIVEN_BY_THE_SYSTEM = {"DJANGO_SETTINGS_MODULE", "HOME", "PATH", "CI", "DJANGO_ALLOW_ASYNC_UNSAFE", "DEBIAN_FRONTEND"}


@cache
def document(name: str) -> str:
    return (ROOT / name).read_text()


def test_every_command_is_described():
    described = document("docs/operations.md")
    doors = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))

    for name, door in doors.choices.items():
        assert f"kinroad {name}" in described, f"docs/operations.md does not describe `kinroad {name}`"
        for action in door._actions:
            for option in action.option_strings:
                if option.startswith("--") and option != "--help":
                    assert option in described, f"docs/operations.md does not describe `kinroad {name} {option}`"


def settings_read():
    """The environment variables that the program reads."""
    for path in [*python_files(), *ROOT.glob("scripts/*.py")]:
        for name, call in called(path):
            reads = name in {"flag", "getenv"} or (
                name in {"get", "setdefault"} and "environ" in ast.unparse(call.func)
            )
            if reads and call.args and isinstance(call.args[0], ast.Constant):
                yield str(call.args[0].value)
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Subscript)
                and ast.unparse(node.value) == "os.environ"
                and isinstance(node.slice, ast.Constant)
            ):
                yield str(node.slice.value)


def test_every_setting_is_described():
    described = document("docs/operations.md") + document("DEVELOPERS.md")
    missing = {name for name in settings_read() if f"`{name}" not in described} - GIVEN_BY_THE_SYSTEM

    assert not missing


def test_every_address_has_its_lines_in_the_access_matrix():
    assert {address.name for address in addresses()} == {line.name for line in access_matrix()}


def test_what_is_public_is_written_down_as_public():
    public = {line.name for line in access_matrix() if line.answers["anonymous"] in ("yes", "signed")}

    assert {address.name for address in addresses() if address.is_public} == public


def test_every_answer_in_the_access_matrix_is_one_we_know():
    for line in access_matrix():
        assert line.method in {"GET", "POST"}, line
        assert set(line.answers.values()) <= {"yes", "no", "sign-in", "signed", "own", "circle"}, line


def glossary() -> list[str]:
    """The words that stand in bold at the beginning of a line or table row of the glossary."""
    return re.findall(r"^(?:[-*|]\s*)?\*\*([^*]+)\*\*", document("docs/glossary.md"), flags=re.MULTILINE)


def test_every_word_of_the_glossary_is_a_word_of_the_code():
    code = "\n".join(path.read_text() for path in [*python_files(), *pages()])
    plain = re.sub(r"[_\s]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", code)).lower()
    missing = [word for word in glossary() if word.lower() not in plain]

    assert not missing


def test_every_proof_that_is_named_exists():
    named = re.findall(r"`((?:kinroad|tests)/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / "privacy.md").read_text())

    assert named
    assert not [f"{file}::{test}" for file, test in named if f"def {test}(" not in (ROOT / file).read_text()]
