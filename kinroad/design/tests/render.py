"""Pages and parts of pages, drawn without a database or a request."""

from typing import Any

from django.template import loader
from jinja2 import Environment

from kinroad.design.frame import Frame, NavItem

NAV = (
    NavItem("Log a contact", "/log", "pen", main=True, place="wide"),
    NavItem("Today", "/today", "today", current=True),
    NavItem("People", "/people", "people"),
)


def house() -> Environment:
    """The environment of the pages, with their folder."""
    return loader.get_template("design/page.html").backend.env  # type: ignore[attr-defined]


def part(source: str, **context: Any) -> str:
    """A line of a template that has every component at hand."""
    names = [name for name in vars(house().get_template("design/components.html").module) if not name.startswith("_")]
    line = '{% from "design/components.html" import ' + ", ".join(names) + " %}" + source
    return house().from_string(line).render(**context).strip()


def page(name: str, **context: Any) -> str:
    """A whole page in its frame."""
    return house().get_template(name).render(**context)


def frame(**changes: Any) -> Frame:
    """The frame of a signed-in page, with whatever is different."""
    given: dict[str, Any] = {
        "discreet_name": "Juniper Street",
        "public": False,
        "signed_in": True,
        "initials": "De",
        "account_label": "Denise, your account",
        "account_url": "/account",
        "nav": NAV,
        "languages": (("en", "English", "EN", True), ("es", "Español", "ES", False)),
        "language_url": "/language",
    }
    return Frame(**(given | changes))
