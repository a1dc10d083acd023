import csv
import io
import json
import re
from datetime import date

import pytest
import time_machine
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
from kinroad.service_log.tests.factories import Program12, give

pytestmark = pytest.mark.django_db
PAGES = ("support", "support_csv", "support_json", "support_lines", "support_people")


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-20T18:00:00Z", tick=False):
        yield


def address(page="support", **asked):
    return reverse(f"reporting:{page}", query={name.rstrip("_"): value for name, value in asked.items()})


def numbers(answer):
    return json.loads(answer.content)


def rows(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


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


# -- The version to share ------------------------------------------------------------------------------------------


@pytest.fixture
def eve(client):
    return sign_in(client, someone("evaluator"))


def test_the_version_to_share_ends_with_the_last_month_that_is_over(eve):
    give(ParticipantFactory(), on=date(2026, 11, 3))

    found = numbers(eve.get(address("support_json", to="2026-11")))

    assert found["version"] == "to_share"
    assert found["to"] == "2026-10"
    assert found["all"]["people"] == 0


def test_a_small_count_is_a_dashed_bar_and_stands_in_no_file(eve):
    for participant in [ParticipantFactory() for _ in range(7)]:
        give(participant, on=date(2026, 10, 3), support=("instrumental",))

    page = eve.get(address()).content.decode()
    found = numbers(eve.get(address("support_json")))

    assert "bar-hidden" in page
    assert "&lt;11" in page
    assert "7" not in re.findall(r">(\d+)<", page)
    assert found["months"][-1]["instrumental"] == {"hidden": "<11"}
    assert found["all"]["people"] == {"hidden": "<11"}
    assert "7" not in [cell for row in rows(eve.get(address("support_csv"))) for cell in row]


def test_an_evaluator_never_chooses_a_peer_leader_or_a_program(eve):
    leader = PeerLeaderFactory()
    for participant in [ParticipantFactory() for _ in range(30)]:
        give(participant, on=date(2026, 10, 3), peer_leader=leader)

    page = eve.get(address()).content.decode()
    chosen = eve.get(address("support_json", peer_leader=PeerLeaderFactory().pk, program=uuid7()))

    assert 'name="peer_leader"' not in page
    assert 'name="program"' not in page
    assert leader.person.called not in page
    assert chosen.content == eve.get(address("support_json")).content
    assert numbers(chosen)["all"]["emotional"] == 30


def test_the_second_cell_is_hidden_too(eve):
    sites = [SiteFactory(name=name) for name in "ABC"]
    for site, count in zip(sites, (4, 40, 50), strict=True):
        for participant in [ParticipantFactory() for _ in range(count)]:
            give(participant, on=date(2026, 10, 3), site_id=site.pk)

    found = numbers(eve.get(address("support_json", from_="2026-10", to="2026-10")))
    by_name = {row["name"]: row["emotional"] for row in found["sites"]}

    assert found["all"]["emotional"] == 94
    assert sorted(str(cell) for cell in by_name.values() if cell != 0) == sorted(
        ["{'hidden': '<11'}", "{'hidden': 'hidden'}", "50"]
        if by_name["C"] == 50
        else ["{'hidden': '<11'}", "{'hidden': 'hidden'}", "40"]
    )
    alone = numbers(eve.get(address("support_json", from_="2026-10", to="2026-10", site=sites[0].pk)))
    assert alone["all"]["emotional"] == {"hidden": "<11"}
    assert "times" not in alone["all"]


@pytest.mark.parametrize("seed", range(3))
def test_no_count_of_one_to_ten_leaves_in_page_chart_spreadsheet_or_json(eve, seed):
    program = Program12(seed, people=40, occasions=150)
    for site in ("", *(each.pk for each in program.sites)):
        found = numbers(eve.get(address("support_json", site=site)))
        assert not [count for count in _counts(found) if 0 < count < 11]
        cells = [cell for row in rows(eve.get(address("support_csv", site=site)))[1:] for cell in row[3:]]
        assert not [cell for cell in cells if cell.isdigit() and 0 < int(cell) < 11]
        page = eve.get(address(site=site)).content.decode()
        tables = re.findall(r'<td class="number">([^<]*)</td>|<text x="\d+" y="\d+">([^<]*)</text>', page)
        assert not [cell for pair in tables for cell in pair if cell.isdigit() and 0 < int(cell) < 11]
        assert not re.findall(r"<a href=\"[^\"]*/reports/support/(lines|people)", page)


def _counts(found, name=""):
    if isinstance(found, dict):
        return [count for key, each in found.items() for count in _counts(each, key)]
    if isinstance(found, list):
        return [count for each in found for count in _counts(each)]
    return [found] if isinstance(found, int) else []


def test_a_manager_reads_the_version_to_share_before_sharing_it(client):
    sign_in(client, someone("program_manager"))

    page = client.get(address(version="to_share")).content.decode()

    assert "This version is made to be shared." in page
    assert 'name="version" value="to_share"' in page
