import re
from datetime import date

import pytest
from django.urls import reverse

from kinroad.audit.models import Look
from kinroad.core.ids import uuid7
from kinroad.people.tests.factories import (
    OrganizationFactory,
    ParticipantFactory,
    PeerLeaderFactory,
    SiteFactory,
    SupervisionFactory,
    coordinate,
    role,
    see,
    sign_in,
    someone,
)
from kinroad.reporting.tests.asking import address, numbers, rows
from kinroad.service_log.tests.factories import Program12, give

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-20T18:00:00Z", tick=False)]
PAGES = ("support", "support_csv", "support_json", "support_lines", "support_people")


def test_the_manager_reads_who_received_support_and_of_which_type(client):
    pat, aisha = someone("program_manager"), ParticipantFactory()
    give(aisha, on=date(2026, 11, 3), support=("emotional", "instrumental"))
    give(aisha, on=date(2026, 10, 3))

    page = sign_in(client, pat).get(address()).content.decode()

    assert "<h1>Support given</h1>" in page
    assert "1 person" in page
    assert "November 2026 is not over yet." in page
    assert reverse("reporting:support_lines") in page
    assert "style=" not in page


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["participant", "peer_leader", "administrator"])
def test_those_who_run_no_program_find_nothing_here(client, page, who):
    assert sign_in(client, someone(who)).get(address(page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_asked_to_sign_in(client, page):
    OrganizationFactory()
    answer = client.get(address(page))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in")


@pytest.mark.parametrize("page", ["support_lines", "support_people"])
def test_an_evaluator_opens_no_list(client, page):
    assert sign_in(client, someone("evaluator")).get(address(page)).status_code == 404


def test_another_organization_sees_only_its_own_numbers(client):
    give(ParticipantFactory(), on=date(2026, 11, 3))
    olga = someone("program_manager", organization=OrganizationFactory(slug="neighbour", name="Neighbour"))

    found = numbers(sign_in(client, olga).get(address("support_json")))

    assert found["all"]["people"] == 0


def test_the_site_of_another_organization_is_no_site(client):
    theirs = SiteFactory(organization=OrganizationFactory(slug="neighbour", name="Neighbour"))
    pat = sign_in(client, someone("program_manager"))

    for unknown in (theirs.pk, uuid7(), "elsewhere"):
        assert pat.get(address(site=unknown)).status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        "from=2026-13",
        "from=x&to=%00",
        "from=9999-99",
        "to=1800-01",
        "from=2026-10&to=2026-02",
        "version=other",
        "after=x",
    ],
)
@pytest.mark.parametrize("page", PAGES)
def test_months_that_are_none_are_left_at_what_is_usual(client, page, asked):
    give(ParticipantFactory(), on=date(2026, 11, 3))
    pat = sign_in(client, someone("program_manager"))

    assert pat.get(f"{address(page)}?{asked}").status_code == 200


def test_a_supervisor_counts_the_support_of_their_team(client):
    maya, other = PeerLeaderFactory(), PeerLeaderFactory()
    sam = someone("supervisor")
    SupervisionFactory(supervisor=sam, peer_leader=maya)
    give(ParticipantFactory(), on=date(2026, 11, 3), peer_leader=maya)
    give(ParticipantFactory(), on=date(2026, 11, 4), peer_leader=other)

    found = numbers(sign_in(client, sam).get(address("support_json")))

    assert found["version"] == "program"
    assert found["all"]["people"] == 1
    assert client.get(address(peer_leader=other.pk)).status_code == 404


def test_the_list_behind_a_number_names_those_in_sight_and_counts_the_others(client):
    pat, aisha, bodie = someone("program_manager"), ParticipantFactory(), ParticipantFactory()
    coordinate(pat, aisha.program)
    role(bodie.person, "peer_leader")
    give(aisha, bodie, on=date(2026, 11, 3))
    give(people_without_record=4, on=date(2026, 11, 4), organization_id=aisha.organization_id)

    page = sign_in(client, pat).get(address("support_lines", type="emotional")).content.decode()

    assert aisha.person.called in page
    assert bodie.person.called not in page
    assert "1 more time, with people you do not walk with." in page
    assert "4 people without a record" in page
    assert Look.objects.get(page="support_lines").shown == [str(aisha.pk)]


def test_the_people_behind_a_number(client):
    pat, aisha, again, bodie = someone("coordinator"), *(ParticipantFactory() for _ in range(3))
    see(pat, aisha)
    again.merged_into = aisha
    again.save()
    for participant in (aisha, again, bodie):
        give(participant, on=date(2026, 11, 3))

    page = sign_in(client, pat).get(address("support_people")).content.decode()

    assert aisha.person.called in page
    assert "supported 2 times" in page
    assert "1 more person you do not walk with." in page
    assert bodie.person.called not in page
    assert Look.objects.get(page="support_people").shown == [str(aisha.pk)]


@pytest.mark.parametrize("page", ["support_lines", "support_people"])
def test_long_lists_come_in_pages(client, page, django_assert_max_num_queries):
    pat, first = someone("coordinator"), ParticipantFactory()
    coordinate(pat, first.program)
    everyone = [first, *(ParticipantFactory() for _ in range(59))]
    give(*everyone, on=date(2026, 11, 3))
    sign_in(client, pat)

    found, asked = [], address(page)
    while asked:
        text = client.get(asked).content.decode()
        found += re.findall(r"Robin\d+", text.split('id="main"')[1])
        after = re.search(r'href="([^"]+)" rel="next"', text)
        asked = after and after[1].replace("&amp;", "&")

    assert sorted(name for name in found if name != pat.called) == sorted(each.person.called for each in everyone)


def test_a_line_that_was_taken_back_stands_in_no_list(client):
    program = Program12(5, occasions=60)
    pat = someone("coordinator")
    for each in program.programs:
        coordinate(pat, each)
    coordinate(pat, program.participants[0].program)
    sign_in(client, pat)

    times = numbers(client.get(address("support_json")))["all"]["times"]
    listed, asked = 0, address("support_lines")
    while asked:
        text = client.get(asked).content.decode()
        listed += len(re.findall(r"<td data-label=\"Who\"><a", text))
        after = re.search(r'href="([^"]+)" rel="next"', text)
        asked = after and after[1].replace("&amp;", "&")

    assert listed == times


def test_the_spreadsheet_has_one_table_and_runs_no_formula(client):
    site = SiteFactory(name='=HYPERLINK("http://x")')
    give(ParticipantFactory(), on=date(2026, 11, 3), site_id=site.pk)

    answer = sign_in(client, someone("program_manager")).get(address("support_csv"))
    found = rows(answer)

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert found[0][:4] == ["Table", "Month", "Name", "Emotional"]
    assert ["Months", "2026-11", "", "1", "0", "0", "0", "1", "1", "1", "30"] in found
    assert '\'=HYPERLINK("http://x")' in [row[2] for row in found]


def test_the_json_says_every_number_of_the_page(client):
    give(ParticipantFactory(), on=date(2026, 11, 3), support=("affiliational",))

    found = numbers(sign_in(client, someone("program_manager")).get(address("support_json", from_="2026-11")))

    assert found["from"] == found["to"] == "2026-11"
    assert found["all"]["people"] == found["all"]["affiliational"] == 1
    assert [row["times"] for row in found["months"]] == [1]
    assert {"activities", "sites", "programs", "peer_leaders", "kinds", "relations"} <= set(found)


def test_the_page_speaks_spanish(client):
    give(ParticipantFactory(), on=date(2026, 11, 3))
    client.cookies["django_language"] = "es"

    page = sign_in(client, someone("program_manager")).get(address()).content.decode()

    assert "<h1>Apoyo brindado</h1>" in page
    assert "noviembre" in page
