"""Luis has hepatitis C and a hard time with his medication. A note that turns to it points to who should answer."""

from datetime import date, timedelta

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
    expect(page.get_by_text("Dr. Okafor").first).to_be_visible()
    axe(page)
    assert counted(page_as)["times"] == before["times"] + 1


def test_the_question_goes_to_his_prescriber_and_somebody_asks_how_it_went(page_as, axe):
    page = page_as("maya")
    page.goto("/people?q=Luis")
    page.get_by_role("main").get_by_role("link", name="Luis", exact=True).first.click()
    page.get_by_role("link", name="Who Luis can ask").click()
    page.get_by_role("link", name="Warm hand-off").click()
    tap(page, "to", "prescriber")
    tap(page, "how", "called")
    page.get_by_text("They said yes to this").click()
    today = page.evaluate("document.querySelector('[name=follow_up_on]').getAttribute('value')")
    page.get_by_label("Ask how it went on").fill(three_days_before(today))
    axe(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("We called together").first).to_be_visible()
    axe(page)

    page.goto("/today")
    expect(line_of(page, "Luis")).to_contain_text("Ask how it went")
    line_of(page, "Luis").get_by_role("link", name="How did it go?").click()
    tap(page, "outcome", "connected")
    axe(page)
    page.get_by_role("button", name="Save").click()
    page.goto("/today")
    expect(page.get_by_role("link", name="How did it go?")).to_have_count(0)

    his = page_as("luis")
    his.goto("/me/who-answers")
    expect(his.get_by_text("They are in touch")).to_have_count(2)
    axe(his)


def three_days_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=3)).isoformat()


def test_luis_is_matched_with_someone_who_shares_it_and_sees_why(page_as, axe):
    page = page_as("luis")
    page.goto("/me")
    expect(page.get_by_role("heading", name="Maya")).to_be_visible()
    page.get_by_role("link", name="Ask for someone else").click()
    axe(page)
