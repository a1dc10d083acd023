"""Elizabeth looks for a Friday evening with her two children; whoever leads knows how many come."""

from playwright.sync_api import expect


def test_elizabeth_finds_a_friday_evening_for_three_and_comes(page_as, axe):
    page = page_as("elizabeth")
    page.goto("/calendar")
    page.get_by_label("Children welcome").check(force=True)
    page.get_by_label("In the evening").check(force=True)
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_role("link", name="Café de mujeres")).to_have_count(0)
    axe(page)

    # She said already that she comes this Friday; the next one is new to her.
    page.get_by_role("link", name="Friday family supper").nth(1).click()
    axe(page)
    page.get_by_text("I bring somebody, or need something").click()
    page.get_by_label("Children who come with me").select_option("2")
    page.get_by_role("button", name="I’m coming").click()
    expect(page.get_by_text("3 places are kept for you.")).to_be_visible()
    axe(page)

    page.goto("/me/coming")
    expect(page.get_by_role("link", name="Friday family supper")).to_have_count(2)
    axe(page)


def test_a_visitor_comes_with_a_first_name_and_without_script_and_takes_it_back(page_as, axe):
    page = page_as(None, javascript=False)
    page.goto("/calendar?kind=family")
    page.get_by_role("link", name="Friday family supper").nth(3).click()
    page.get_by_role("link", name="I’m coming").click()
    page.get_by_label("What should we call you?").fill("Renée")
    page.get_by_role("button", name="I’m coming").click()

    expect(page.get_by_text("1 place is kept for you.")).to_be_visible()
    page.get_by_role("button", name="I can’t come").click()
    expect(page.get_by_text("You are not coming to this one.")).to_be_visible()


def test_the_sheet_knows_who_is_expected_and_opens_nobodys_record(page_as, axe):
    page = page_as("pat")
    page.goto("/calendar")
    page.get_by_role("link", name="Friday family supper").first.click()
    page.get_by_role("link", name="Who is coming").click()
    expect(page.get_by_role("listitem").filter(has_text="Elizabeth")).to_contain_text("2 children")
    axe(page)
    page.goto(page.url.replace("/coming", "/attendance"))
    expect(page.get_by_text("It has not begun")).to_be_visible()
    expect(page.locator("main a[href*='/people/']")).to_have_count(0)
    axe(page)


def test_the_sheet_counts_elizabeth_and_her_children_without_typing_a_word(page_as, axe):
    page = page_as("maya")
    page.goto("/today")
    page.get_by_role("link", name="Friday family supper").first.click()
    page.get_by_label("Elizabeth").check(force=True)
    axe(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("3 were there. 2 of them are children.")).to_be_visible()


def test_bodie_leads_beside_nell_and_sees_the_sheet_and_nobodys_record(page_as, axe):
    page = page_as("bodie")
    page.goto("/me")
    page.get_by_role("link", name="Tuesday tools group").click()
    axe(page)
    expect(page.locator("main a[href*='/people/']")).to_have_count(0)
    for refused in ("/today", "/people", "/gatherings"):
        assert page.goto(refused).status == 404
