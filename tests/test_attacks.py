"""What somebody hostile tries on every door (security requirements 32, 40, 47, 55)."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.urls import path
from django.utils.translation import override

from kinroad.config import urls as house
from kinroad.notifications.models import Words
from kinroad.people.queries.accounts import account_of
from kinroad.people.tests.factories import PASSWORD, someone
from tests.comers import come_as
from tests.house.reading import access_matrix, addresses
from tests.house.test_doors import TELLING

BY_NAME = {address.name: address for address in addresses()}
POSTS = [line for line in access_matrix() if line.name in BY_NAME and line.method == "POST"]
ELSEWHERE = (
    *("https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example"),
    *("https:evil.example", "http:///evil.example", "javascript:alert(1)", "data:text/html,x", " //evil.example"),
    *("\t//evil.example", "/\t/evil.example", "//evil.example/%2f..", "https://testserver@evil.example", "%2f%2fevil"),
    *(
        "//[::1]",
        "/\r\nLocation: //evil.example",
        "//testserver.evil.example",
        "ftp://testserver",
        "\x00//evil.example",
    ),
)
ELSE_SAID = "Wilhelmina Canary"


@pytest.mark.django_db
def test_32_no_form_is_taken_without_the_token_of_its_page(world):
    taken = []
    for line in POSTS:
        role = next((role for role, answer in line.answers.items() if answer == "yes"), "anonymous")
        browser = Client(enforce_csrf_checks=True)
        browser.cookies = come_as(world, role).cookies
        answer = browser.post(world.url(BY_NAME[line.name]), {"words": "x"})
        if answer.status_code != 403:
            taken.append(line.name)

    assert not taken


@pytest.mark.django_db
@pytest.mark.parametrize("door", ["/account/again", "/language", "/sign-in"])
def test_40_no_next_leads_elsewhere(door):
    maya = someone("participant")
    name = account_of(maya).username
    browser = Client()
    browser.post("/sign-in", {"login": name, "password": PASSWORD})
    for wanted in ELSEWHERE:
        said = {"password": PASSWORD, "next": wanted, "language": "en", "login": name}
        browser = Client() if door == "/sign-in" else browser
        answer = browser.post(door, said)
        assert answer.status_code in (302, 204), (wanted, answer.status_code)
        led = urlsplit(answer.headers.get("Location", "/"))
        assert not led.scheme, wanted
        assert not led.netloc, wanted
        assert not re.match(r"[/\\\s]{2}", answer.headers.get("Location", "/")), wanted


@login_not_required
def breaks_in_view(request):
    raise ValueError(ELSE_SAID)


@login_not_required
def breaks_in_template(request):
    return HttpResponse(engines.all()[0].from_string("{{ said.nothing.at_all }}").render({"said": {}}))


@login_not_required
def breaks_in_database(request):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM nowhere WHERE said = '{ELSE_SAID}'")
    return HttpResponse()


class Broken:
    """The addresses of the house and three that break."""

    handler400, handler403 = house.handler400, house.handler403
    handler404, handler500 = house.handler404, house.handler500
    urlpatterns = [
        *house.urlpatterns,
        path("breaks/view", breaks_in_view),
        path("breaks/template", breaks_in_template),
        path("breaks/database", breaks_in_database),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["view", "template", "database"])
def test_47_whatever_breaks_the_page_says_nothing_of_it(where, settings, world):
    settings.ROOT_URLCONF = Broken
    browser = come_as(world, "anonymous")
    browser.raise_request_exception = False

    answer = browser.get(f"/breaks/{where}")

    assert answer.status_code in (500, 503)
    for told in (ELSE_SAID, "Traceback", "Error", "SELECT", "nowhere", ".py"):
        assert told not in answer.text, told
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("words", list(Words))
def test_55_no_message_tells_what_somebody_came_for(words, language):
    with override(language):
        said = str(words.label) % {"name": "Juniper Street", "phone": "303-555-0100"}

    assert not TELLING.search(said)
    assert not SPANISH.search(said)


SPANISH = re.compile(
    r"recuper|sobri|adicc|reca[íi]d|tratam|drog|alcohol|sobredosis|rehab|cliente|paciente|clínic", re.I
)
