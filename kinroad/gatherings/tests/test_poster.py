"""The poster of a month: one sheet, whatever is on."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine

from kinroad.design import paper
from kinroad.gatherings.tests.gathering_factories import a_gathering
from kinroad.people.tests.factories import OrganizationFactory

NOON = datetime(2026, 11, 18, 18, 0, tzinfo=UTC)


@pytest.fixture
def iowa(db):
    with time_machine.travel(NOON, tick=False):
        yield OrganizationFactory(slug="corridor", zone="America/Chicago", name="Corridor house", address="1 Main St")


@pytest.fixture
def drawn(monkeypatch):
    """What is drawn, as HTML, and how many sheets it takes."""
    import weasyprint

    found = []

    def draw(html):
        sheets = weasyprint.HTML(string=html).render(stylesheets=[weasyprint.CSS(string=paper._style())]).pages
        found.append((html, len(sheets)))
        return b"%PDF-"

    monkeypatch.setattr("kinroad.gatherings.views.poster.pdf_of", draw)
    return found


def test_a_month_stands_on_one_sheet_with_the_photos_policy_and_the_way_to_the_calendar(client, iowa, drawn):
    a_gathering(iowa, today=date(2026, 11, 1))
    a_gathering(iowa, name="Center hours", rule="FREQ=DAILY", start_time=time(9), today=date(2026, 11, 1))
    a_gathering(iowa, name="Quiet circle", public=False, today=date(2026, 11, 1))

    answer = client.get("/calendar/poster.pdf?on=2026-11")

    page, sheets = drawn[0]
    assert answer.headers["Content-Type"] == "application/pdf"
    assert sheets == 1
    assert "November 2026" in page
    assert page.count("Friday supper") == 4
    assert page.count("Center hours") == 1
    assert "Quiet circle" not in page
    assert "No photos here." in page
    assert "http://testserver/calendar" in page
    assert "<svg" in page


@pytest.mark.parametrize("month", ["2026-11", "2027-05"])  # five weeks and six
def test_a_crowded_month_still_stands_on_one_sheet(client, iowa, drawn, month):
    for number in range(12):
        name = f"A gathering with a rather long name {number}"
        a_gathering(
            iowa, name=name, rule="FREQ=WEEKLY;BYDAY=MO,FR", start_time=time(8 + number), today=date(2026, 11, 1)
        )

    client.get(f"/calendar/poster.pdf?on={month}", headers={"Accept-Language": "es"})

    page, sheets = drawn[0]
    assert sheets == 1
    assert "más" in page


def test_it_is_drawn_once_while_nothing_changes(client, iowa, drawn):
    gathering = a_gathering(iowa, name="Once drawn", today=date(2026, 11, 1))
    first = client.get("/calendar/poster.pdf")

    client.get("/calendar/poster.pdf")
    unchanged = client.get("/calendar/poster.pdf", headers={"If-None-Match": first.headers["ETag"]})
    gathering.version += 1
    gathering.save()
    client.get("/calendar/poster.pdf")

    assert unchanged.status_code == 304
    assert len(drawn) == 2
