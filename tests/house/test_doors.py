"""Nobody comes in unasked, and nothing outside tells what is inside."""

import re

from django.conf import settings

from tests.house.reading import addresses

LOGIN = "django.contrib.auth.middleware.LoginRequiredMiddleware"
# Whatever stands in an address bar, a history or on a bill must not say what somebody came for.
TELLING = re.compile(
    r"recover|sober|addict|relapse|recurren|treatment|drug|alcohol|overdos|substance|clean|rehab|client|patient|peer|coach",
    re.I,
)


# Addresses that other software asks for by name: pages on other sites look for a meeting list's server there.
GIVEN = re.compile(r"^client_interface/")


def test_every_page_asks_who_comes_unless_it_says_otherwise():
    middleware = settings.MIDDLEWARE

    assert LOGIN in middleware
    assert middleware.index(LOGIN) > middleware.index("django.contrib.auth.middleware.AuthenticationMiddleware")


def test_every_address_has_a_name():
    assert not [address.route for address in addresses() if address.name.endswith("None")]


def test_no_address_tells_what_somebody_came_for():
    said = [re.sub(r"<[^>]*>", "", address.route) for address in addresses() if not GIVEN.match(address.route)]

    assert not [route for route in said if TELLING.search(route)]


def test_no_address_counts():
    counted = [address.route for address in addresses() if {"int"} & set(address.kwargs.values())]

    assert not [route for route in counted if "year" not in route and "month" not in route and "page" not in route]
