"""Roger's first 72 hours: a bed, a card, clothes, a bus pass, work. Every loop closes, and he reads how."""

from playwright.sync_api import Page, expect

from tests.journeys.story import counted, tap


def refer(page: Page, looked_for: str, service: str, how: str) -> None:
    """From his record to a yes written down beside him."""
    page.goto("/people")
    page.get_by_role("link", name="Roger", exact=True).first.click()
    page.get_by_role("link", name="Referrals of Roger").click()
    page.get_by_role("link", name="Refer to a service").click()
    page.get_by_label("What are you looking for?").fill(looked_for)
    page.get_by_role("button", name="Look").click()
    page.get_by_role("link", name=service).click()
    tap(page, "how", how)
    tap(page, "said_yes", "yes")
    page.get_by_role("button", name="Save", exact=True).click()


def test_a_bed_is_found_and_the_loop_closes(page_as, axe):
    before = counted(page_as)
    page = page_as("tomas")
    refer(page, "shelter", "Night shelter", "alone")
    expect(page.get_by_text("On the way.").first).to_be_visible()
    axe(page)
    tap(page, "outcome", "connected")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Connected on").first).to_be_visible()

    mine = page_as("roger")
    mine.goto("/me/referrals")
    axe(mine)
    mine.get_by_role("link", name="Night shelter").first.click()
    expect(mine.get_by_text("Written down by Tomas").first).to_be_visible()
    axe(mine)
    after = counted(page_as)
    assert after["informational"] == before["informational"] + 1
    assert after["instrumental"] == before["instrumental"] + 1


def test_the_card_office_is_gone_to_together_and_the_papers_are_ticked(page_as, axe):
    page = page_as("tomas")
    page.goto("/referrals")
    axe(page)
    page.get_by_role("link", name="Roger, ID cards and birth records").click()
    page.get_by_label("How many minutes did it take you?").first.fill("60")
    page.get_by_role("button", name="Yes, we did").click()
    expect(page.get_by_text("Written down.").first).to_be_visible()
    tap(page, "outcome", "connected")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Connected on").first).to_be_visible()

    mine = page_as("roger")
    mine.goto("/me/help/papers")
    card = mine.locator("section[aria-labelledby=co_id_card]")
    card.get_by_text("Proof that you live in Colorado").click()
    card.get_by_role("button", name="Save").click()
    expect(card.locator("input[value=home]")).to_be_checked()
    axe(mine)


def test_clothes_and_a_bus_pass_are_asked_for_taken_done_and_thanked_for(page_as):
    mine, helper = page_as("roger"), page_as("tomas")
    for kind, words in (("clothing", "Work boots, size 11"), ("bus_pass", "For the first week")):
        mine.goto(f"/me/help/new?kind={kind}")
        mine.locator("[name=words]").fill(words)
        mine.locator("label.choice:has([name=anyone])").click()
        mine.get_by_role("button", name="Ask", exact=True).click()
        expect(mine.get_by_text("It stands here until somebody helps.")).to_be_visible()
    for kind in ("Clothing and supplies", "A bus pass"):
        helper.goto("/asks")
        helper.get_by_role("listitem").filter(has_text=kind).get_by_role("button", name="I will do it").first.click()
        helper.get_by_role("link", name=f"{kind}, Roger").first.click()
        helper.get_by_role("link", name="It is done").click()
        helper.locator("[name=minutes]").fill("20")
        helper.get_by_role("button", name="It is done").click()

    mine.goto("/me/help")
    mine.get_by_role("link", name="A bus pass").first.click()
    mine.get_by_label("Say thank you").fill("I was on time on Monday.")
    mine.get_by_role("button", name="Send").click()
    mine.goto("/me/help")
    expect(mine.get_by_text("Done. Tomas did it.").first).to_be_visible()


def test_the_employer_answers_by_the_link_and_it_is_closed(page_as, axe):
    page = page_as("tomas")
    page.goto("/referrals")
    page.get_by_role("link", name="Roger, Work with a record").click()
    page.get_by_role("button", name="Make a link to answer").click()
    link = page.locator("code").inner_text()
    axe(page)

    nobody = page_as(None)
    nobody.goto(link)
    expect(nobody.get_by_text("Roger")).to_have_count(0)
    axe(nobody)
    tap(nobody, "answer", "connected")
    nobody.get_by_role("button", name="Send the answer").click()
    expect(nobody.get_by_role("heading", name="Thank you")).to_be_visible()

    page.goto("/referrals")
    page.get_by_role("link", name="Roger, Work with a record").click()
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_text("Answered by the service").first).to_be_visible()
    page.goto("/referrals")
    expect(page.get_by_role("link", name="Roger, Work with a record")).to_have_count(0)
