"""What asks once more who it is: whatever leaves, keys, roles, and doors past the circle (requirement 30)."""

import ast
import inspect
from functools import cache
from pathlib import Path

import pytest

from tests.house.reading import HOUSE, addresses, tree

# Everything that opens only after a fresh sign-in. A view that is not here must not ask, and one that is here must.
FILES = {
    "coaching:me_plan_pdf",
    "coaching:me_plan_version_pdf",
    "coaching:plan_pdf",
    "coaching:plan_version_pdf",
    "home:me_export",
    "home:me_sharing_paper",
    "home:sharing_paper",
    "reporting:support_csv",
    "reporting:support_json",
    "resources:barriers_brief",
    "resources:me_referral_letter",
    "resources:person_referral_letter",
}
TELLING_OTHERS = {
    "home:emergency_disclosure",
    "home:me_sharing_change",
    "home:me_sharing_kind",
    "home:sharing_letter",
    "home:sharing_send",
    "home:sharing_write",
    "resources:person_referral_tell",
}
PAST_THE_CIRCLE_OR_A_NO = {
    "home:emergency",
    "home:me_restrict_lift",
    "home:restrict_answer",
    "home:restrict_lift",
}
ROLES_AND_WAYS_IN = {
    "people:coordinates",
    "people:invite_staff",
    "people:role_end",
    "people:role_give",
    "people:staff_new",
}
KEYS = {"people:app_add", "people:key_remove", "people:passkey_add", "people:spare_codes", "people:staff_keys"}
FRESH = FILES | TELLING_OTHERS | PAST_THE_CIRCLE_OR_A_NO | ROLES_AND_WAYS_IN | KEYS

# Files for somebody signed in that need no fresh sign-in, and why.
LET_GO = {
    "gatherings:me_certificate": "shown at a desk in a minute; says no more than the page it is pressed on",
    "gatherings:me_slips": "shown at a desk in a minute; says no more than the page it is pressed on",
    "home:me_sharing_letter": "the participant's own yes or no; the file leaves on the other side, which asks",
}
MARK = "Content-Disposition"


def test_30_every_view_on_the_list_asks_again_and_no_other_does():
    asks = {address.name for address in addresses() if getattr(address.view, "fresh", False)}

    assert asks == FRESH


def test_30_whatever_gives_a_file_behind_sign_in_asks_again():
    gives = {address.name for address in addresses() if not address.is_public and gives_a_file(address.view)}

    assert "reporting:support_csv" in gives, "the reading of the views is broken"
    assert gives - FRESH == set(LET_GO)


def gives_a_file(view) -> bool:
    function = inspect.unwrap(view)
    path = Path(inspect.getfile(function))
    return path.is_relative_to(HOUSE) and (path, function.__name__) in givers()


@cache
def givers() -> frozenset[tuple[Path, str]]:
    """Every function of the views that gives a file, itself or through another one."""
    views = sorted({Path(inspect.getfile(inspect.unwrap(address.view))) for address in addresses()})
    files = {
        path for folder in {path.parent for path in views if path.is_relative_to(HOUSE)} for path in folder.glob("*.py")
    }
    functions = {
        (path, node.name): node for path in files for node in tree(path).body if isinstance(node, ast.FunctionDef)
    }
    where = {path: _imported(path) for path in files}
    found = {key for key, node in functions.items() if _says(node)}
    while True:
        more = {
            key
            for key, node in functions.items()
            if key not in found and any((where[key[0]].get(name, key[0]), name) in found for name in _names(node))
        }
        if not more:
            return frozenset(found)
        found |= more


def _says(node: ast.FunctionDef) -> bool:
    return any(isinstance(each, ast.Constant) and each.value == MARK for each in ast.walk(node))


def _names(node: ast.FunctionDef) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _imported(path: Path) -> dict[str, Path]:
    return {
        name.name: HOUSE.parent / f"{node.module.replace('.', '/')}.py"
        for node in tree(path).body
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kinroad.")
        for name in node.names
    }


@pytest.mark.parametrize("name", sorted(LET_GO))
def test_what_is_let_go_is_an_address(name):
    assert name in {address.name for address in addresses()}
