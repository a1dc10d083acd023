"""The Jinja2 environment that Django's template engine is given (TEMPLATES, OPTIONS, "environment")."""

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment
from markupsafe import Markup

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


_kept: dict[tuple[Any, ...], Markup] = {}


def kept(macro: Any, *values: Any) -> Markup:
    """What a macro draws for these values, drawn once for each language. Only for values of a short, fixed list."""
    key = (translation.get_language(), macro.name, *values)
    drawn = _kept.get(key)
    if drawn is None:
        drawn = _kept[key] = Markup(str(macro(*values)).strip())  # noqa: S704  # a macro has escaped it
    return drawn


@lru_cache(maxsize=8192)
def _said(language: str | None, message: str, context: str | None = None) -> Markup:
    """A sentence of the catalog in the active language, looked up once."""
    said = translation.pgettext(context, message) if context else translation.gettext(message)
    return Markup(said)  # noqa: S704  # catalogs are ours


def _filled(said: Markup, variables: dict[str, Any]) -> Markup:
    """A translated sentence with its values, each escaped; "%%" becomes "%".

    A value that ends in a period, as an hour does in Spanish ("3:17 p. m."), ends the sentence too.
    """
    if "%" not in said:
        return said
    filled = said % variables
    return Markup(filled.replace(".\N{NO-BREAK SPACE}m..", ".\N{NO-BREAK SPACE}m."))  # noqa: S704  # escaped above


def gettext(message: str, /, **variables: Any) -> Markup:
    return _filled(_said(translation.get_language(), message), variables)


def pgettext(context: str, message: str, /, **variables: Any) -> Markup:
    return _filled(_said(translation.get_language(), message, context), variables)


def ngettext(one: str, many: str, num: int, /, **variables: Any) -> Markup:
    said = Markup(translation.ngettext(one, many, num))  # noqa: S704  # catalogs are ours
    return _filled(said, {"num": num, **variables})


def npgettext(context: str, one: str, many: str, num: int, /, **variables: Any) -> Markup:
    said = Markup(translation.npgettext(context, one, many, num))  # noqa: S704  # catalogs are ours
    return _filled(said, {"num": num, **variables})


def environment(**options: Any) -> Environment:
    """Jinja2 with our filters, escaping always on, and words from Django's catalogs.

    Words are new style: `_("%(name)s said yes", name=name)`; a percent sign of one's own is written twice.
    """
    options |= {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(extensions=["jinja2.ext.i18n"], **options)  # noqa: S701  # escaping is set one line above
    # The extension's own functions do the same in three times the time; a page says a hundred words.
    made.newstyle_gettext = True  # type: ignore[attr-defined]
    made.policies["ext.i18n.trimmed"] = True
    made.filters |= formats.FILTERS | {"machine_time": machine_time}
    extras: Mapping[str, Any] = {
        "static": static_url,
        "url": url,
        "language": translation.get_language,
        "kept": kept,
        "_": gettext,
        "gettext": gettext,
        "ngettext": ngettext,
        "pgettext": pgettext,
        "npgettext": npgettext,
        **fields.GLOBALS,
    }
    made.globals |= extras
    return made
