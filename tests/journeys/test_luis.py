"""Luis has hepatitis C and a hard time with his medication. A note that turns to it points to who should answer."""

from playwright.sync_api import expect

from tests.journeys.story import counted, line_of, tap

NOTE = "The new medication makes Luis tired, and he wonders about taking half a pill."


def test_a_note_about_medication_points_to_the_prescriber_and_blocks_nothing(page_as, axe):
    before = counted(page_as)
    page = page_as("maya")
    page.goto("/today")
    line_of(page, "Luis").get_by_role("link", name="Log a contact with Luis").click()
    for name, value in (("how", "phone"), ("minutes", "30"), ("support", "informational"), ("did", "listened")):
        tap(page, name, value)
    page.get_by_text("Add a note, a next step or another day").click()
    page.get_by_label("Note", exact=True).press_sequentially(NOTE)
    expect(page.locator("#who-should-answer")).to_contain_text("pharmacist")
    axe(page)
    page.get_by_role("button", name="Save contact").click()

    expect(page.get_by_role("heading", name="Your contact is saved")).to_be_visible()
    expect(page.get_by_text("pharmacist").first).to_be_visible()
    axe(page)
    assert counted(page_as)["times"] == before["times"] + 1


def test_luis_is_matched_with_someone_who_shares_it_and_sees_why(page_as, axe):
    page = page_as("luis")
    page.goto("/me")
    expect(page.get_by_role("heading", name="Maya")).to_be_visible()
    page.get_by_role("link", name="Ask for someone else").click()
    axe(page)
