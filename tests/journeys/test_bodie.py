"""Bodie has a year in recovery, sings gospel and wants to give back."""

from playwright.sync_api import expect

from tests.journeys.story import ask, counted, line_of, saved, tap


def test_bodie_offers_his_talent_chooses_someone_new_and_it_counts(page_as, axe):
    before = counted(page_as)
    page = page_as("bodie")
    page.goto("/me/about")
    axe(page)
    page.get_by_label("Is there something you would like to share or teach?").fill("Gospel. A choir on Thursdays.")
    page.get_by_role("button", name="Save").click()
    page.goto("/me")
    expect(page.get_by_text("A choir on Thursdays.")).to_be_visible()

    page.goto("/me/choose")
    axe(page)
    ask(page, "Tomas")

    his = page_as("tomas")
    his.goto("/today")
    his.get_by_role("listitem").filter(has_text="Bodie").get_by_role("link", name="Look and answer").click()
    his.get_by_role("button", name="Yes").click()
    his.goto("/today")
    line_of(his, "Bodie").get_by_role("link", name="Log a contact with Bodie").click()
    for name, value in (("how", "person"), ("minutes", "45"), ("support", "affiliational"), ("did", "event")):
        tap(his, name, value)
    tap(his, "next", "7")
    his.get_by_role("button", name="Save contact").click()
    saved(his)

    after = counted(page_as)
    assert after["times"] == before["times"] + 1
    assert after["affiliational"] == before["affiliational"] + 1


def test_his_own_record_stays_his_own(page_as):
    page = page_as("ada", desktop=True)

    assert page.goto("/people").status == 404
    assert page.goto("/settings").status == 200
