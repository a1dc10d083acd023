"""The version to share, asked for by an evaluator."""

import re
from datetime import date

import pytest

from kinroad.core.ids import uuid7
from kinroad.people.tests.factories import ParticipantFactory, PeerLeaderFactory, SiteFactory, sign_in, someone
from kinroad.reporting.tests.asking import address, numbers, rows
from kinroad.service_log.tests.factories import Program12, give

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-20T18:00:00Z", tick=False)]


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
