"""The Jinja2 environment that Django's template engine is given (TEMPLATES, OPTIONS, "environment")."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment

from kinroad.design import fields, formats


@cache
def static_url(path: str) -> str:
    """The hashed address of a static file; it cannot change while the server runs."""
    return static(path)


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page by its name, so that pages link across packages without an import."""
    return reverse(name, args=args, kwargs=kwargs)


def machine_time(value: Any) -> str:
    """The `datetime` attribute of a `<time>`."""
    return value.isoformat() if isinstance(value, date) else str(value)


def environment(**options: Any) -> Environment:
    """Jinja2 with our filters, escaping always on, and words from Django's catalogs.

    Words are new style: `_("%(name)s said yes", name=name)`; a percent sign of one's own is written twice.
    """
    options |= {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(extensions=["jinja2.ext.i18n"], **options)  # noqa: S701  # escaping is set one line above
    made.install_gettext_translations(translation, newstyle=True)  # type: ignore[attr-defined]
    made.policies["ext.i18n.trimmed"] = True
    made.filters |= formats.FILTERS | {"machine_time": machine_time}
    extras: Mapping[str, Any] = {
        "static": static_url,
        "url": url,
        "language": translation.get_language,
        **fields.GLOBALS,
    }
    made.globals |= extras
    return made
