"""Aisha has somebody look after the children while she is at a class, and somewhere to go with her question."""

from playwright.sync_api import expect


def test_maya_offered_to_mind_the_children_and_aisha_says_yes(page_as, axe):
    mine = page_as("aisha")
    mine.goto("/me")
    mine.get_by_role("link", name="Look and answer").first.click()
    axe(mine)
    mine.get_by_role("link", name="Child care").first.click()
    mine.get_by_role("button", name="Yes, thank you").click()
    mine.goto("/me/help")
    expect(mine.get_by_text("Maya will do it.")).to_be_visible()

    hers = page_as("maya")
    hers.goto("/today")
    hers.get_by_role("link", name="Child care, Aisha").click()
    expect(hers.get_by_text("They are 4 and 7.")).to_be_visible()
    axe(hers)


def test_aisha_says_yes_to_the_grandparents_and_says_how_it_went(page_as, axe):
    mine = page_as("aisha")
    mine.goto("/me/referrals")
    mine.get_by_role("link", name="Grandparents raising children").click()
    axe(mine)
    mine.get_by_role("button", name="Yes, I would like that").click()
    expect(mine.get_by_text("On the way.").first).to_be_visible()
    mine.locator('label.choice:has(input[value="connected"])').click()
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.get_by_text("Connected on").first).to_be_visible()
    expect(mine.get_by_text("Said by you").first).to_be_visible()
