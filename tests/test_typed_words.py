"""What somebody typed is words wherever it comes back: page, paper, spreadsheet, calendar (security requirement 34)."""

import csv
import io

import pytest
from django.db import DatabaseError, models, transaction

from kinroad.core.fields import Sealed, SealedDate, to_seal
from kinroad.design.paper import can_make_pdf
from tests.comers import come_as
from tests.house.reading import access_matrix, addresses, our_models

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
RUN = "<script>window.__xss=1</script>"
TYPED = f"=1+1 {RUN} \"'><img src=x onerror=__xss()>\r\nX-RUN:1"
INERT = "&lt;script&gt;window.__xss=1&lt;/script&gt;"
# Words, and not what a machine reads in the same kind of column.
NOT_WORDS = {
    "phone",
    "email",
    "zone",
    "time_zone",
    "slug",
    "language",
    "parts",
    "content",
    "facts",
    "classes",
    "statements",
}
BY_NAME = {address.name: address for address in addresses()}
OPEN = [
    line for line in access_matrix() if line.name in BY_NAME and line.method == "GET" and "yes" in line.answers.values()
]


def type_everywhere() -> int:
    """The same words in every field somebody can write in, of every row that may still change. Answers how many."""
    typed = 0
    for model in our_models():
        sealed = [each for each in model._meta.local_concrete_fields if _is_sealed_words(each)]
        names = [each for each in model._meta.local_concrete_fields if _is_a_name(each)]
        for row in model._base_manager.all() if sealed or names else ():
            pk = row.pk
            words = {
                each.name: to_seal(TYPED, each.place(pk)) for each in sealed if _are_words(getattr(row, each.name))
            }
            words |= {each.name: TYPED[: each.max_length] for each in names}
            try:
                with transaction.atomic():
                    typed += models.QuerySet(model).filter(pk=pk).update(**words)
            except DatabaseError:
                continue  # written once: these were read through another page's field before
    return typed


def _are_words(value) -> bool:
    """Nothing yet, or words; not what a program put together."""
    return not value or not str(value).startswith(("[", "{"))


def _is_sealed_words(field) -> bool:
    return isinstance(field, Sealed) and not isinstance(field, SealedDate) and field.name not in NOT_WORDS


def _is_a_name(field) -> bool:
    return isinstance(field, models.CharField) and field.name in {"name", "title", "summary"} and not field.choices


def test_34_what_was_typed_is_never_run_on_a_page_a_paper_or_in_a_file(world, monkeypatch):
    drawn = []
    if can_make_pdf():
        monkeypatch.setattr("weasyprint.HTML", lambda *, string, **_more: drawn.append(string) or Paper())
    with transaction.atomic():
        assert type_everywhere() > 60
        shown = {line.name: list(answers_of(world, line)) for line in OPEN}
        transaction.set_rollback(True)

    pages = [text for each in shown.values() for kind, text in each if kind.startswith("text/html")]
    assert not [name for name, each in shown.items() if any(RUN in text for kind, text in each if "html" in kind)]
    assert not [html for html in drawn if RUN in html]
    assert any(INERT in html for html in drawn) or not can_make_pdf()
    assert sum(INERT in text for text in pages) > 100
    for kind, text in (each for some in shown.values() for each in some):
        if kind.startswith("text/calendar"):
            assert not [line for line in text.splitlines() if line.startswith("X-RUN")]
        if kind.startswith("text/csv"):
            assert not [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.startswith("=")]


class Paper:
    """Paper on which nothing is drawn: what would have been is looked at."""

    def write_pdf(self, **_style) -> bytes:
        return b"%PDF-1.7"


def answers_of(world, line):
    roles = [role for role, answer in line.answers.items() if answer == "yes"]
    for role in {roles[0], roles[-1]}:
        with transaction.atomic():
            found = come_as(world, role).get(world.url(BY_NAME[line.name]))
            transaction.set_rollback(True)
        if not found.streaming:
            yield found.get("Content-Type", ""), found.content.decode(errors="replace")
