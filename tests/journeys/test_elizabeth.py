"""Elizabeth's hard day is payday. Somebody reaches out that day, in under a minute."""

from playwright.sync_api import expect

from tests.journeys.story import counted, line_of, log_ordinary_contact, saved, tap


def test_maya_reaches_out_in_six_taps_and_it_counts(page_as, axe, taps):
    before = counted(page_as)
    page = page_as("maya")
    page.goto("/today")
    expect(line_of(page, "Elizabeth")).to_contain_text("You agreed to be in touch today.")
    axe(page)

    taps.count = 0
    log_ordinary_contact_by_phone(page)

    assert taps.count <= 6
    saved(page)
    expect(page.get_by_text("Elizabeth, 15 minutes.")).to_be_visible()
    assert counted(page_as)["times"] == before["times"] + 1


def log_ordinary_contact_by_phone(page):
    """The line's Log carries how they are in touch; five more taps."""
    log_ordinary_contact(page, "Elizabeth")


def test_without_script_it_takes_eight_at_most(page_as, taps):
    before = counted(page_as)
    page = page_as("maya", javascript=False)
    page.goto("/people")
    page.get_by_role("link", name="Elizabeth", exact=True).first.click()

    taps.count = 0
    page.get_by_role("link", name="Log a contact with Elizabeth").first.click()
    for name, value in (("how", "phone"), ("minutes", "10"), ("support", "affiliational"), ("did", "celebrated")):
        tap(page, name, value)
    tap(page, "next", "none")
    page.get_by_role("button", name="Save contact").click()

    assert taps.count <= 8
    saved(page)
    assert counted(page_as)["times"] == before["times"] + 1


def test_elizabeth_reads_it_and_sets_how_she_is_reached(page_as, axe):
    page = page_as("elizabeth")
    page.goto("/me")
    expect(page.get_by_role("heading", name="What was written about me")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="How to reach me").click()
    axe(page)
    page.get_by_label("Anything else to mind?").fill("Before 5 pm on paydays.")
    page.get_by_role("button", name="Save").click()

    hers = page_as("maya")
    hers.goto("/people")
    hers.get_by_role("link", name="Elizabeth", exact=True).first.click()
    expect(hers.get_by_text("Before 5 pm on paydays.")).to_be_visible()


def test_the_way_out_leads_away_at_once(page_as):
    page = page_as("elizabeth")
    page.goto("/me")

    assert page.get_by_role("link", name="Leave this site quickly").get_attribute("href").startswith("https://")
