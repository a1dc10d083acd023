"""Pages: every one is used, every link leads somewhere, every word can be translated, nothing stands inline."""

import ast
import re
from html.parser import HTMLParser

import pytest
from django.contrib.staticfiles.finders import get_finders
from jinja2 import Environment, nodes

from kinroad.config.house import NOT_SERVED
from tests.house.reading import addresses, called, page_name, pages, place, python_files, room_of, tree

GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
SPOKEN_ATTRIBUTES = {"alt", "title", "placeholder", "aria-label", "label", "content", "aria-description"}
# Names are the same in every language.
NAMES = {"Kinroad", "English", "Español", "True", "False"}
SHOWS_NAMES = "design/gallery.html"  # made-up people and places, the same in every language
THEIRS = (
    "account/",
    "mfa/",
    "usersessions/",
    "allauth/",
    "404.html",
    "429.html",
    "500.html",
    "403.html",
    "400.html",
    "403_csrf.html",
)
HERE = "\ue000"  # stands in the text where an expression will

environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"], autoescape=True)
environment.newstyle_gettext = True
each_page_of_words = pytest.mark.parametrize(
    "page", [page for page in pages() if page_name(page) != SHOWS_NAMES], ids=page_name
)
each_page = pytest.mark.parametrize("page", pages(), ids=page_name)


def parsed(page) -> nodes.Template:
    return environment.parse(page.read_text())


def patterns_of(node: ast.AST) -> str | None:
    """The strings this expression can make, as a pattern: f"home/{role}.html" gives home/.+\\.html."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(patterns_of(part) or ".+" for part in node.values)
    return None


def asked_for() -> set[str]:
    """Patterns of template names that code and other pages ask for."""
    found = {
        pattern
        for path in python_files()
        for node in ast.walk(tree(path))
        if (pattern := patterns_of(node)) and re.search(r"\\?\.(html|txt)$", pattern)
    }
    for page in pages():
        for node in parsed(page).find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            found |= {
                re.escape(const.value) for const in node.template.find_all(nodes.Const) if isinstance(const.value, str)
            }
            if isinstance(node.template, nodes.Const):
                found.add(re.escape(node.template.value))
    return found


def test_every_page_is_used():
    patterns = asked_for()
    unused = [
        page_name(page)
        for page in pages()
        if not page_name(page).startswith(THEIRS)
        and not any(re.fullmatch(pattern, page_name(page)) for pattern in patterns)
    ]

    assert not unused


@each_page
def test_every_link_names_an_address_that_exists(page):
    names = {address.name for address in addresses()}
    for call in parsed(page).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "url" and isinstance(call.args[0], nodes.Const):
            assert call.args[0].value in names, f"{place(page)}:{call.lineno}: {call.args[0].value}"


def test_every_redirect_names_an_address_that_exists():
    names = {address.name for address in addresses()}
    for path in python_files():
        for name, call in called(path):
            if name in {"redirect", "reverse", "reverse_lazy"} and call.args and isinstance(call.args[0], ast.Constant):
                where = str(call.args[0].value)
                assert where in names or where.startswith("/"), f"{place(path, call)}: {where}"


class Spoken(HTMLParser):
    """Collects the words a person would see or hear."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.inline: list[str] = []
        self.quiet = 0

    def handle_starttag(self, tag, attrs) -> None:
        self.quiet += tag in {"script", "style"}
        for name, value in attrs:
            if (
                name == "style"
                or name.startswith(("on", "hx-on"))
                or (value or "").strip().lower().startswith(("javascript:", "js:"))
            ):
                self.inline.append(f"{tag} {name}")
            if (name in SPOKEN_ATTRIBUTES and not (name == "content" and tag == "meta")) or (tag, name) == (
                "input",
                "value",
            ):
                self.words.append(value or "")

    def handle_endtag(self, tag) -> None:
        self.quiet -= tag in {"script", "style"}

    def handle_data(self, data) -> None:
        if self.quiet and data.strip().strip(HERE):
            self.inline.append(data.strip()[:40])
        elif not self.quiet:
            self.words.append(data)


def heard(page) -> Spoken:
    """The page's own HTML, with a gap where an expression stands."""
    spoken = Spoken()
    for output in parsed(page).find_all(nodes.Output):
        for part in output.nodes:
            spoken.feed(part.data if isinstance(part, nodes.TemplateData) else HERE)
    spoken.close()
    return spoken


def is_words(text: str) -> bool:
    return any(word not in NAMES and not word.isupper() for word in re.findall(r"[^\W\d_]{2,}", text))


@each_page_of_words
def test_every_word_on_a_page_is_marked_for_translation(page):
    if page.suffix == ".html":
        assert not (bare := [text.strip() for text in heard(page).words if is_words(text)]), f"{place(page)}: {bare}"


@each_page_of_words
def test_every_sentence_given_to_a_component_is_marked_for_translation(page):
    template = parsed(page)
    marked = {
        id(const)
        for call in template.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in GETTEXT
        for const in call.find_all(nodes.Const)
    }
    bare = [
        const.value
        for const in template.find_all(nodes.Const)
        if isinstance(const.value, str)
        and id(const) not in marked
        and re.match(r"[A-Z¿¡][^\W\d_]+( |$|[.?!])", const.value)
        if is_words(const.value)
    ]

    assert not bare, f"{place(page)}: {bare}"


def test_every_file_that_a_page_loads_is_served():
    served = {path for finder in get_finders() for path, _storage in finder.list(NOT_SERVED)}
    wanted = {name for page in pages() for name in re.findall(r"""static\(["']([^"']+)["']\)""", page.read_text())}

    assert wanted
    assert not wanted - served


WHERE_THEY_ARE = re.compile(r"[\w.]*(?:_at|\.at)\|(?:day|weekday|day_year|when|month|clock)\b(?!\()")


@each_page
def test_every_moment_is_told_on_somebodys_clocks(page):
    """A moment without a zone would be told in UTC: an evening in Denver would be the next day."""
    assert not WHERE_THEY_ARE.findall(page.read_text()), "say which zone: |clock(zone=...)"


@each_page
def test_no_page_carries_a_script_or_a_style_of_its_own(page):
    if page.suffix == ".html":
        assert not heard(page).inline, f"{place(page)}: {heard(page).inline}"


SPOKEN_KEYWORDS = {"label", "help_text", "empty_label", "verbose_name", "violation_error_message", "initial_words"}


def bare_strings(path):
    """Strings of Python code that a person would read, not marked for translation."""
    for name, call in called(path):
        if name == "ValidationError" or (
            name in {"success", "info", "warning", "error"} and ast.unparse(call.func).startswith("messages.")
        ):
            for argument in call.args[name != "ValidationError" :][:1]:
                if isinstance(argument, (ast.Constant, ast.JoinedStr)):
                    yield call
        for keyword in call.keywords:
            literal = isinstance(keyword.value, (ast.Constant, ast.JoinedStr))
            if keyword.arg in SPOKEN_KEYWORDS and literal and is_words(ast.unparse(keyword.value)):
                yield keyword.value
    for node in ast.walk(tree(path)):
        if (
            isinstance(node, ast.ClassDef)
            and node.name != "Language"
            and any("Choices" in ast.unparse(base) for base in node.bases)
        ):
            for line in node.body:
                if (
                    isinstance(line, ast.Assign)
                    and isinstance(line.value, ast.Tuple)
                    and isinstance(line.value.elts[-1], ast.Constant)
                ):
                    yield line


def test_every_sentence_of_the_code_that_a_person_reads_is_marked_for_translation():
    bare = [
        place(path, node)
        for path in python_files()
        if room_of(path) in {"views", "forms", "actions", "models"}
        for node in bare_strings(path)
    ]

    assert not bare
