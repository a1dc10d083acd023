"""Every page of the house uses the components as they are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes

from kinroad.design.gallery import ICONS
from kinroad.design.tests.render import house

PACKAGES = Path(__file__).parents[2]
COMPONENTS = "design/components.html"
PAGES = sorted(str(path.relative_to(PACKAGES)) for path in PACKAGES.glob("*/jinja2/**/*.html"))


def icons_in(macro: str, name: str, value: nodes.Expr) -> Iterator[str]:
    """The icons written out in an argument: the icon itself, or the first of each pair of facts."""
    if name == "icon" and isinstance(value, nodes.Const) and value.value:
        yield value.value
    holds_facts = name == "facts" or (macro == "facts" and name == "items")
    if holds_facts and isinstance(value, nodes.List | nodes.Tuple):
        for pair in value.items:
            if isinstance(pair, nodes.Tuple) and isinstance(pair.items[0], nodes.Const):
                yield pair.items[0].value


def misuses(page: str) -> Iterator[str]:
    """What a page asks of a component that the component does not have."""
    parts = vars(house().get_template(COMPONENTS).module)
    tree = house().parse((PACKAGES / page).read_text())
    named = {}
    for asked in tree.find_all(nodes.FromImport):
        if isinstance(asked.template, nodes.Const) and asked.template.value == COMPONENTS:
            for each in asked.names:
                name, alias = each if isinstance(each, tuple) else (each, each)
                named[alias] = name
                if name not in parts:
                    yield f"there is no {name}"
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in named:
            macro = parts.get(named[call.node.name])
            if macro is None:
                continue
            if len(call.args) > len(macro.arguments) and not macro.catch_varargs:
                yield f"line {call.lineno}: {macro.name} takes {', '.join(macro.arguments)}"
            for given in call.kwargs:
                if given.key not in macro.arguments:
                    yield f"line {call.lineno}: {macro.name} knows no {given.key}"
            for name, value in zip(macro.arguments, call.args, strict=False):
                for icon in icons_in(macro.name, name, value):
                    if icon not in ICONS:
                        yield f"line {call.lineno}: there is no icon {icon}"


@pytest.mark.parametrize("page", PAGES)
def test_a_table_that_becomes_a_list_stands_where_its_width_is_measured(page):
    text = (PACKAGES / page).read_text()

    assert text.count("data-list") == text.count('<div class="table-wrap"><table class="table" data-list')


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_components_only_for_what_they_have(page):
    assert list(misuses(page)) == []
