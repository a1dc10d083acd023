import pytest
from django.urls import reverse

from kinroad.home.views import help_pages
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone


def test_anyone_reads_the_notice_in_their_language(client, db):
    OrganizationFactory()

    assert "Your privacy and your rights" in client.get("/privacy").text
    assert "Su privacidad y sus derechos" in client.get("/privacy", headers={"accept-language": "es"}).text


def test_the_notice_opens_before_there_is_an_organization(client, db):
    assert client.get("/privacy").status_code == 200


def test_help_gives_the_crisis_numbers_and_the_organization_s_own_steps(client, db):
    OrganizationFactory(crisis_steps="Call Sam at the desk.", phone="+13035550100")

    page = client.get("/help").text

    for number in ("911", "988", "1-800-222-1222", "Call Sam at the desk.", "303-555-0100"):
        assert number in page


@pytest.mark.parametrize(
    ("role", "theirs", "not_theirs"),
    [
        ("administrator", "/settings", "/program"),
        ("peer_leader", "/today", "/settings"),
        ("participant", "/account", "/today"),
    ],
)
def test_each_role_is_told_about_its_own_pages(client, db, role, theirs, not_theirs):
    sign_in(client, someone(role))

    for address in ("/help", "/more"):
        main = client.get(address).text.split("<main")[1].split("</main>")[0]
        assert f'href="{theirs}"' in main
        assert f'href="{not_theirs}"' not in main


def test_more_signs_out_and_is_only_for_those_signed_in(client, db):
    assert client.get("/more").headers["Location"].startswith("/sign-in")
    sign_in(client, someone("evaluator"))

    assert 'action="/sign-out"' in client.get("/more").text


@pytest.mark.parametrize("page", help_pages.PAGES + help_pages.ALWAYS, ids=lambda page: page.address)
def test_every_page_that_is_named_is_there(page):
    assert reverse(page.address)


def test_a_supervisor_is_not_told_to_write_someone_down(client, db):
    sign_in(client, someone("supervisor"))

    for address in ("/help", "/more", "/people"):
        assert "/people/new" not in client.get(address).text


def test_the_program_page_links_to_what_a_coordinator_looks_after(client, db):
    sign_in(client, someone("coordinator"))

    page = client.get("/program").text

    for address in ("/program/duplicates", "/settings/import", "/settings/meetings"):
        assert f'href="{address}"' in page
