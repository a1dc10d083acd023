"""Every page that a link leads to, for each of those who come here: small and large, both languages, light and dark."""

from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

# Those who share many pages walk together, in one process: a page they share is looked at once.
TOGETHER = {
    "walk of the staff": ("maya", "sam", "tomas", "pat", "ada", "eve"),
    "walk of the others": (None, "aisha", "elizabeth"),
}
# Everyone's doorway; the rest is found by following links.
BEGINNINGS = {
    None: ["/", "/support", "/support/asked", "/meetings", "/sign-in", "/welcome", "/design", "/nowhere"],
    "aisha": ["/me"],
    "elizabeth": ["/me", "/me/notes"],
    "maya": ["/today"],
    "sam": ["/my-team"],
    "tomas": ["/today"],
    "pat": [
        "/program",
        "/program/waiting",
        "/program/duplicates",
        "/settings/import",
        "/settings/meetings",
        "/settings/meetings/lists/new",
    ],
    "ada": ["/settings"],
    "eve": ["/reports/support"],
}
LEADS_OUT = {"account_logout", "set_language"}
MANY = 60  # pages for one person; more would be a list followed page by page

WALKERS = [
    pytest.param(who, marks=pytest.mark.xdist_group(group), id=str(who))
    for group, walkers in TOGETHER.items()
    for who in walkers
]
SPANISH = {"language": "es-US", "theme": "dark", "desktop": True}
SPANISH_LOOK = "large, dark, Spanish"


def name_of(url: str) -> str:
    """The name of the address, so that of a hundred records one is looked at."""
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return url


def links_of(page) -> list[str]:
    return page.eval_on_selector_all("a[href^='/']", "links => links.map(link => link.getAttribute('href'))")


def is_a_page(answer) -> bool:
    return answer is not None and answer.headers.get("content-type", "").startswith("text/html")


LOOKED_AT: set[tuple[str, str]] = set()


def look_at(page, axe, *, how: str) -> None:
    """What holds on every page. A page that several people see is held to it once for each look."""
    if (name_of(page.url), how) in LOOKED_AT:
        return
    LOOKED_AT.add((name_of(page.url), how))
    axe(page)
    assert page.locator("h1").count() == 1, f"{page.url}: one heading says what the page is"
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} scrolls sideways by {wide} px"


def walk(page, beginnings, axe) -> list[str]:
    """Follow every link once for each kind of page; the addresses that were opened."""
    waiting, seen, opened = list(beginnings), set(), []
    while waiting and len(opened) < MANY:
        url = waiting.pop(0).split("#")[0]
        name = name_of(url)
        if name in seen or name in LEADS_OUT or urlsplit(url).path.endswith((".csv", ".json", ".ics", ".pdf")):
            continue
        seen.add(name)
        answer = page.goto(url)
        if is_a_page(answer):
            assert answer.status in {200, 404} if url in beginnings else answer.status == 200, f"{url}: {answer.status}"
            look_at(page, axe, how="small, light, English")
            opened.append(url)
            waiting += links_of(page)
    return opened


@pytest.mark.parametrize("who", WALKERS)
def test_every_page_can_be_read_by_everyone(who, page_as, axe):
    opened = walk(page_as(who), BEGINNINGS[who], axe)

    page = page_as(who, **SPANISH)
    for url in opened:
        if (name_of(url), SPANISH_LOOK) not in LOOKED_AT:
            page.goto(url)
            assert page.locator("html").get_attribute("lang") == "es", url
            look_at(page, axe, how=SPANISH_LOOK)


@pytest.mark.parametrize("who", [None, "aisha", "maya"], ids=str)
def test_every_beginning_can_be_read_in_high_contrast_and_on_the_smallest_phone(who, page_as, axe):
    page = page_as(who, contrast="more")
    page.set_viewport_size({"width": 320, "height": 640})

    for url in BEGINNINGS[who]:
        page.goto(url)
        look_at(page, axe, how="smallest, more contrast")


@pytest.mark.parametrize("who", [None, "aisha", "maya"], ids=str)
def test_every_beginning_works_without_script(who, page_as):
    page = page_as(who, javascript=False)

    for url in BEGINNINGS[who]:
        page.goto(url)
        assert page.locator("h1").is_visible(), url
