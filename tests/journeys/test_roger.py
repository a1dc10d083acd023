"""Roger came home from jail with 90 days. His recovery date is kept, and somebody goes along."""

from playwright.sync_api import expect

from tests.journeys.story import counted, line_of, saved, tap


def test_intake_keeps_the_recovery_date_he_came_home_with(page_as, axe):
    page = page_as("pat", desktop=True)
    page.goto("/program")
    page.get_by_role("link", name="Someone new").click()
    axe(page)
    page.get_by_label("They are 18 or older").check()
    page.get_by_label("Name to call you by").fill("Roger Again")
    page.locator("[name=recovery_on_1]").fill("2026-06-10")
    page.get_by_label("Program").select_option(label="Coming home")
    page.get_by_label("The notice of privacy was given").select_option("paper")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("heading", name="Roger Again", exact=True)).to_be_visible()
    expect(page.get_by_text("June 10")).to_be_visible()
    axe(page)


def test_tomas_went_along_and_roger_reads_what_was_written(page_as, axe):
    before = counted(page_as)
    page = page_as("tomas")
    page.goto("/today")
    axe(page)
    line_of(page, "Roger").get_by_role("link", name="Log a contact with Roger").click()
    axe(page)
    for name, value in (("how", "person"), ("minutes", "60"), ("support", "instrumental"), ("did", "went_along")):
        tap(page, name, value)
    page.get_by_text("Add a note, a next step or another day").click()
    page.get_by_label("Note", exact=True).fill(
        "We stood in line together at the county office. Roger has his bus pass."
    )
    tap(page, "next", "7")
    page.get_by_role("button", name="Save contact").click()
    saved(page)

    mine = page_as("roger")
    mine.goto("/me")
    expect(mine.get_by_text("Roger has his bus pass.")).to_be_visible()
    mine.get_by_role("link", name="Everyone, ever").click()
    expect(mine.get_by_text("Tomas").first).to_be_visible()
    axe(mine)
    after = counted(page_as)
    assert after["times"] == before["times"] + 1
    assert after["instrumental"] == before["instrumental"] + 1
