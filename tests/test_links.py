"""Whoever is shown a link may follow it: no page leads anyone to a door that is closed to them."""

import re
from collections import Counter
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests import world as worlds
from tests.comers import come_as
from tests.house.reading import addresses

LINK = re.compile(r'<(a|form)\b[^>]*?\b(?:href|action)="([^"]*)"', re.DOTALL)
NO_PAGE = {"account_logout", "set_language"}  # they answer with another page, and end this walk or change its language
EACH = 3  # addresses of one name: of a hundred records a few are opened
EVERYONE = ("anonymous", *worlds.ROLES, "neighbour")


def name_of(path: str) -> str | None:
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


def follow(client, beginnings: list[str]) -> tuple[dict[str, tuple[int, str]], set[tuple[str, str]]]:
    """Every address that a page leads to, with how it answers and the page that led there; and the forms on the way."""
    waiting, answers, forms, opened = [(url, "typed") for url in beginnings], {}, set(), Counter()
    while waiting:
        url, shown_on = waiting.pop(0)
        name = name_of(urlsplit(url).path)
        if url in answers or name in NO_PAGE or opened[name] >= EACH:
            continue
        opened[name] += 1
        answer = client.get(url)
        if shown_on == "typed" and answer.status_code >= 400:
            continue
        answers[url] = (answer.status_code, shown_on)
        if answer.status_code in {301, 302}:
            waiting.append((answer.headers["Location"].split("#")[0], shown_on))
        elif answer.headers["Content-Type"].startswith("text/html"):
            waiting += [(link, url) for link in ours("a", answer.text)]
            forms |= {(url, action) for action in ours("form", answer.text)}
    return answers, forms


def ours(tag: str, page: str) -> list[str]:
    """The addresses of our own that the page's links lead to, or its forms go to."""
    found = [unescape(href).split("#")[0] for kind, href in LINK.findall(page) if kind == tag]
    return [href for href in found if href.startswith("/") and not href.startswith("/static/")]


def beginnings(world: worlds.World) -> list[str]:
    """The pages that need no name in their address: what anyone may type. What is closed to them begins nothing."""
    return [world.url(address) for address in addresses() if not address.kwargs and address.name not in NO_PAGE]


@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.parametrize("role", EVERYONE)
def test_every_link_leads_somewhere(role, world):
    client = come_as(world, role)

    answers, forms = follow(client, beginnings(world))

    assert answers
    assert not {url: told for url, told in answers.items() if told[0] >= 400}
    assert not {(url, action) for url, action in forms if name_of(urlsplit(action).path) is None}
