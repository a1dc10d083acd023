"""Gather the words of every package, keep their Spanish beside them, and compile both into Django's catalogs.

    python scripts/words.py                 all packages: gather, update, compile
    python scripts/words.py people design   only these
    python scripts/words.py --check         change nothing; fail when a word lacks Spanish or a catalog is old

Each package has its own `locale/es/LC_MESSAGES/django.po`. It holds no dates, no line numbers and no guesses, so that
the same words always make the same file.
"""

import argparse
import sys
from collections import OrderedDict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
JINJA = {
    "newstyle_gettext": "true",
    "trimmed": "true",
    "silent": "false",
    "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols",
}
HEADERS = ("mime-version", "content-type", "content-transfer-encoding", "language", "plural-forms")
UNREAD = {"tests", "migrations", "locale"}


class Words(Catalog):
    """A catalog whose heading never changes by itself: no dates, no names, no version of a tool."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in super().mime_headers if name.lower() in HEADERS]

    @mime_headers.setter
    def mime_headers(self, headers: list[tuple[str, str]]) -> None:
        pass

    @property
    def header_comment(self) -> str:
        return "# Spanish. Written by scripts/words.py, translated by hand (docs/glossary.md)."

    @header_comment.setter
    def header_comment(self, comment: str) -> None:
        pass


def packages() -> list[str]:
    return sorted(path.name for path in (ROOT / "kinroad").iterdir() if (path / "__init__.py").is_file())


def catalog_of(package: str) -> Path:
    return ROOT / "kinroad" / package / "locale" / "es" / "LC_MESSAGES" / "django.po"


def sources(package: str) -> Iterator[tuple[Path, str]]:
    folder = ROOT / "kinroad" / package
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if UNREAD & set(inside.parts):
            continue
        if path.suffix == ".py":
            yield path, "python"
        elif inside.parts[0] == "jinja2" and path.suffix in {".html", ".txt"}:
            yield path, "jinja2"


def gather(package: str) -> Words:
    """The words in the package's code and pages, without Spanish."""
    words = Words(locale="es", fuzzy=False)
    for path, method in sources(package):
        found = extract_from_file(
            method, path, keywords=KEYWORDS, comment_tags=["Translators:"], options=JINJA if method == "jinja2" else {}
        )
        for _line, message, comments, context in found:
            words.add(message, auto_comments=comments, context=context)
    return words


def read(package: str) -> Catalog:
    path = catalog_of(package)
    if not path.is_file():
        return Words(locale="es", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="es", ignore_obsolete=True)


def without_spanish(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return "fuzzy" in message.flags or not all(strings)


def singular(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (list, tuple)) else message.id


def translate(words: Words, *, known: list[Catalog]) -> Words:
    """Give every word the Spanish it already has: here, else in another package."""
    for message in words:
        for catalog in known if message.id else []:
            old = catalog.get(singular(message), message.context)
            if old and not without_spanish(old) and old.pluralizable == message.pluralizable:
                message.string, message.user_comments = old.string, old.user_comments
                break
    return words


def as_po(words: Words) -> bytes:
    file = BytesIO()
    write_po(file, words, width=110, no_location=True, sort_output=True, ignore_obsolete=True)
    return file.getvalue()


def as_mo(words: Words) -> bytes:
    """The compiled catalog; a word without Spanish is left out, so that English shows instead."""
    whole = Words(locale="es", fuzzy=False)
    whole._messages = OrderedDict(
        (key, message) for key, message in words._messages.items() if not without_spanish(message)
    )
    file = BytesIO()
    write_mo(file, whole)
    return file.getvalue()


def problems_of(package: str, words: Words) -> Iterator[str]:
    for message in words:
        if message.id and without_spanish(message):
            yield f"{package}: no Spanish for {singular(message)!r}"
    for message, errors in words.check():
        if not without_spanish(message):
            for error in errors:
                yield f"{package}: {singular(message)!r}: {error}"


def disagreements(catalogs: dict[str, Words]) -> Iterator[str]:
    """The same English with two Spanish forms: one would win by chance. A context (pgettext) keeps them apart."""
    first: dict[tuple[str, str | None], tuple[str, Message]] = {}
    for package, words in catalogs.items():
        for message in words:
            if not message.id or without_spanish(message):
                continue
            before, same = first.setdefault((singular(message), message.context), (package, message))
            if same.pluralizable == message.pluralizable and same.string != message.string:
                yield f"{before}, {package}: two Spanish forms of {singular(message)!r}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Gather, translate and compile the words of every package.")
    parser.add_argument("packages", nargs="*", help="only these packages (default: all)")
    parser.add_argument("--check", action="store_true", help="change nothing; fail when something is missing or old")
    options = parser.parse_args(arguments)
    chosen = options.packages or packages()
    before = {package: read(package) for package in packages()}
    catalogs, problems = {}, []
    for package in chosen:
        others = [catalog for name, catalog in before.items() if name != package]
        # A check must see what is written, not what could be borrowed from a neighbour.
        words = translate(gather(package), known=[before[package], *([] if options.check else others)])
        po, mo = catalog_of(package), catalog_of(package).with_suffix(".mo")
        if len(words) == 0 and not po.is_file():
            continue
        catalogs[package] = words
        problems += problems_of(package, words)
        for path, content in ((po, as_po(words)), (mo, as_mo(words))):
            if path.is_file() and path.read_bytes() == content:
                continue
            if options.check:
                problems.append(f"{package}: {path.name} is old; run `make words`")
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    problems += disagreements(catalogs)
    print("\n".join(problems), end="\n" if problems else "")
    print(
        f"{sum(len(words) for words in catalogs.values())} words in {len(catalogs)} packages, {len(problems)} to mend"
    )
    return 1 if problems and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
