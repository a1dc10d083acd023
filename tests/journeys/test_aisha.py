"""Aisha works full time, raises two grandchildren, and asks as a family member, in the evening, by phone."""

from playwright.sync_api import expect

from tests.journeys.story import ask, counted, line_of, saved, tap


def test_aisha_asks_in_the_evening_and_the_coordinator_has_it(page_as, axe):
    page = page_as(None)
    page.goto("/")
    axe(page)
    page.get_by_role("main").get_by_role("link", name="I want support", exact=True).click()
    axe(page)
    tap(page, "old_enough", "yes")
    tap(page, "kind", "family")
    page.get_by_label("What would help?").fill("My daughter is away. I raise her two, and I am tired.")
    page.get_by_label("What should we call you?").fill("Aisha Evening")
    tap(page, "reach", "text")
    page.get_by_label("Phone number").fill("(303) 555-0156")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you for reaching out")).to_be_visible()
    axe(page)

    desk = page_as("pat", desktop=True)
    desk.goto("/program")
    desk.get_by_role("link", name="Aisha Evening").click()
    expect(desk.get_by_text("I raise her two")).to_be_visible()
    axe(desk)
    desk.get_by_role("button", name="We spoke").click()
    expect(desk.get_by_text("They were reached on")).to_be_visible()


def test_a_lost_connection_loses_no_word(page_as):
    page = page_as(None)
    page.goto("/support")
    page.get_by_label("What would help?").fill("Words before the tunnel.")
    with page.expect_response(lambda answer: answer.url.endswith("/support/draft")):
        page.get_by_label("What should we call you?").fill("Aisha")
        page.get_by_label("What should we call you?").blur()
    page.goto("/")
    page.goto("/support")

    expect(page.get_by_label("What would help?")).to_have_value("Words before the tunnel.")


def test_aisha_chooses_who_walks_with_her_and_it_counts(page_as, axe):
    before = counted(page_as)
    mine = page_as("aisha")
    mine.goto("/me")
    axe(mine)
    mine.get_by_role("link", name="See who is free").click()
    axe(mine)
    ask(mine, "Maya")

    hers = page_as("maya")
    hers.goto("/today")
    hers.get_by_role("listitem").filter(has_text="Aisha").get_by_role("link", name="Look and answer").click()
    axe(hers)
    hers.get_by_role("button", name="Yes").click()
    hers.goto("/today")
    expect(line_of(hers, "Aisha")).to_contain_text("Say hello to Aisha")
    line_of(hers, "Aisha").get_by_role("link", name="Log a contact with Aisha").click()
    for name, value in (("how", "text"), ("minutes", "10"), ("support", "emotional"), ("did", "checked_in")):
        tap(hers, name, value)
    tap(hers, "next", "14")
    hers.get_by_role("button", name="Save contact").click()
    saved(hers)

    mine.goto("/me")
    expect(mine.get_by_role("heading", name="Maya")).to_be_visible()
    axe(mine)
    after = counted(page_as)
    assert after["times"] == before["times"] + 1
