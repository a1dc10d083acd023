"""Elizabeth's hard day is payday. Somebody reaches out that day, in under a minute."""

from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from kinroad.demo.names import FIRST
from tests.journeys.story import counted, line_of, log_ordinary_contact, saved, tap


def test_on_payday_maya_reaches_out_in_six_taps_and_it_counts(page_as, axe, taps):
    elizabeth_names_her_payday(page_as, axe)
    before = counted(page_as)
    page = page_as("maya")
    page.goto("/today")
    expect(line_of(page, "Elizabeth")).to_contain_text("Payday today.")
    expect(line_of(page, "Elizabeth")).to_contain_text("Bank first, then game night.")
    expect(line_of(page, "Elizabeth")).to_contain_text("You agreed to be in touch today.")
    axe(page)

    taps.count = 0
    log_ordinary_contact_by_phone(page)

    assert taps.count <= 6
    saved(page)
    expect(page.get_by_text("Elizabeth, 15 minutes.")).to_be_visible()
    assert counted(page_as)["times"] == before["times"] + 1
    page.goto("/today")
    expect(page.get_by_text("Payday today.")).to_have_count(0)


def elizabeth_names_her_payday(page_as, axe):
    """On her own phone; today is one, every second week from here."""
    page = page_as("elizabeth")
    page.goto("/me/days/new")
    axe(page)
    page.get_by_label("What day is it?").fill("Payday")
    page.get_by_label("When is it?").fill(f"{datetime.now(ZoneInfo('America/Denver')):%Y-%m-%d}")
    tap(page, "repeats", "two_weeks")
    page.get_by_label("Be in touch before").select_option("17:00")
    page.get_by_label("What helps on that day?").fill("Bank first, then game night.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Bank first, then game night.")).to_be_visible()
    axe(page)


def test_she_says_how_she_is_and_keeps_words_for_herself(page_as, axe):
    page = page_as("elizabeth")
    page.goto("/check-in")
    axe(page)
    tap(page, "feeling", "3")
    page.get_by_label("In your own words").fill("I walked past the store twice.")
    page.get_by_label("Keep these words for me").check()
    tap(page, "wanted", "call")
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Thank you for telling us")).to_be_visible()
    expect(page.get_by_text("988").first).to_be_visible()
    axe(page)

    hers = page_as("maya")
    hers.goto("/today")
    expect(line_of(hers, "Elizabeth")).to_contain_text("Would like a call.")
    line_of(hers, "Elizabeth").get_by_role("link", name="What they said").click()
    axe(hers)
    expect(hers.get_by_text("walked past the store")).to_have_count(0)
    hers.get_by_role("button", name="Reached them").click()
    hers.goto("/today")
    expect(hers.get_by_text("Would like a call.").filter(has_text="Elizabeth")).to_have_count(0)

    page.goto("/me/check-ins")
    expect(page.get_by_text("I walked past the store twice.")).to_be_visible()
    axe(page)


def test_her_plan_from_what_she_brings_to_a_version_that_never_changes(page_as, axe):
    page = page_as("elizabeth")
    page.goto("/me/plan/words/strengths")
    axe(page)
    page.get_by_label("What are you good at?").fill("Careful with money.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Careful with money.")).to_be_visible()
    axe(page)

    page.get_by_role("link", name="Add a goal").click()
    axe(page)
    page.get_by_label("What do you want?").fill("Read with the children")
    tap(page, "dimension", "home")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add a step").click()
    page.get_by_label("What is the step?").fill("A library card")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main").get_by_text("A library card").first).to_be_visible()
    axe(page)

    page.goto("/me/plan/sign")
    axe(page)
    page.get_by_label("Type your name to sign").fill("Elizabeth R.")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("This version is kept as it is")).to_be_visible()
    expect(page.get_by_role("main").get_by_text("A library card").first).to_be_visible()
    axe(page)
    page.goto("/me/plan")
    expect(page.get_by_text("Nothing has changed since.")).to_be_visible()


def log_ordinary_contact_by_phone(page):
    """The line's Log carries how they are in touch; five more taps."""
    log_ordinary_contact(page, "Elizabeth")


def test_without_script_it_takes_eight_at_most(page_as, taps):
    before = counted(page_as)
    page = page_as("maya", javascript=False)
    page.goto("/people")
    name = next(each for each in page.get_by_role("main").get_by_role("link").all_inner_texts() if each in FIRST)
    page.get_by_role("link", name=name, exact=True).first.click()

    taps.count = 0
    page.get_by_role("link", name=f"Log a contact with {name}").first.click()
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
