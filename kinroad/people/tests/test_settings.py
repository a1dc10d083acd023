from dataclasses import fields

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kinroad.audit.models import Change
from kinroad.core.forms import new_form_id
from kinroad.core.policy import Policy
from kinroad.people.actions.organizations import set_policies
from kinroad.people.actions.retention import NUMBERS as RETENTION
from kinroad.people.forms.policies import LINES, PARTS
from kinroad.people.models import Organization, PolicySetting, Program, Site
from kinroad.people.queries.policies import policy_of
from kinroad.people.tests.factories import OrganizationFactory, ProgramFactory, SiteFactory, sign_in, someone, viewer_of

ORGANIZATION = {
    "name": "Juniper Street Recovery Community",
    "discreet_name": "Juniper Street",
    "phone": "303-555-0100",
    "zone": "America/Denver",
    "state": "CO",
    "crisis_steps": "Call Sam.",
    "titles": "Recovery coach\nGuide\n\nGuide",
    "part2_status": "program",
}


@pytest.fixture
def ada(client, db):
    person = someone("administrator", called="Ada")
    sign_in(client, person)
    return person


def seen_on(client, address):
    return client.get(address).text.split('name="seen" value="')[1].split('"')[0]


def test_an_administrator_starts_at_settings(client, ada):
    SiteFactory()

    page = client.get("/settings").text

    assert "Juniper Street Recovery Community" in page
    assert "<title>Settings · Juniper Street</title>" in page


def test_the_organization_is_changed(client, ada):
    address = "/settings/organization"

    client.post(address, ORGANIZATION | {"seen": seen_on(client, address)})

    organization = Organization.objects.get()
    assert organization.titles == ["Recovery coach", "Guide"]
    assert organization.crisis_steps == "Call Sam."
    assert "titles" in Change.objects.get(what="organization.changed").fields


def test_two_administrators_do_not_overwrite_each_other(client, ada):
    address = "/settings/organization"
    stale = seen_on(client, address)
    client.post(address, ORGANIZATION | {"seen": stale})

    refused = client.post(address, ORGANIZATION | {"seen": stale, "crisis_steps": "Call Pat."})

    assert "Someone changed this while you were writing" in refused.text
    assert "Call Pat." in refused.text
    assert Organization.objects.get().crisis_steps == "Call Sam."
    fresh = refused.text.split('name="seen" value="')[1].split('"')[0]
    client.post(address, ORGANIZATION | {"seen": fresh, "crisis_steps": "Call Pat."})
    assert Organization.objects.get().crisis_steps == "Call Pat."


def test_part_2_does_not_apply_only_with_counsel_s_name_and_day(client, ada):
    address = "/settings/organization"
    said = ORGANIZATION | {"part2_status": "not_covered", "seen": seen_on(client, address)}

    refused = client.post(address, said)
    client.post(address, said | {"part2_counsel": "J. Doe", "part2_decided_on": "2026-02-01"})

    assert "Enter the name of the counsel" in refused.text
    assert Organization.objects.get().part2_counsel == "J. Doe"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [("phone", "12", "area code"), ("discreet_name", "", "Enter a name."), ("titles", "x" * 61, "60 letters")],
)
def test_what_cannot_be_read_is_told(client, ada, field, typed, said):
    address = "/settings/organization"

    answer = client.post(address, ORGANIZATION | {"seen": seen_on(client, address), field: typed})

    assert said in answer.text


def test_a_site_is_added_once_however_often_the_button_is_pressed(client, ada):
    said = {"id": new_form_id(), "name": "North", "zone": "America/Denver", "zip": "80202"}

    for _press in range(2):
        assert client.post("/settings/sites/new", said).status_code == 302

    assert Site.objects.filter(name="North").count() == 1


def test_two_sites_of_one_name_are_refused(client, ada):
    SiteFactory(name="North")

    answer = client.post("/settings/sites/new", {"id": new_form_id(), "name": "North", "zone": "America/Denver"})

    assert "already a site with this name" in answer.text


def test_a_site_is_renamed_and_a_stale_page_is_not_obeyed(client, ada):
    site = SiteFactory(name="North")
    address = reverse("people:site", args=[site.pk])
    stale = seen_on(client, address)
    said = {"name": "North End", "zone": "America/Denver", "address": "", "zip": ""}

    client.post(address, said | {"seen": stale})
    refused = client.post(address, said | {"seen": stale, "name": "South"})

    site.refresh_from_db()
    assert site.name == "North End"
    assert "Someone changed this" in refused.text


def test_a_site_closes_and_opens_again_and_the_last_one_stays(client, ada):
    north, south = SiteFactory(name="North"), SiteFactory(name="South")

    client.post(reverse("people:site_close", args=[north.pk]))
    last = client.post(reverse("people:site_close", args=[south.pk]))
    north.refresh_from_db()
    assert north.closed_on is not None
    assert "This is the last one" in last.text

    client.post(reverse("people:site_close", args=[north.pk]))
    north.refresh_from_db()
    assert north.closed_on is None


def test_a_program_is_added_renamed_and_closed(client, ada):
    first = ProgramFactory()
    client.post("/settings/programs/new", {"id": new_form_id(), "name": "Family coaching"})
    second = Program.objects.get(name="Family coaching")
    address = reverse("people:program", args=[second.pk])

    client.post(address, {"name": "Families", "seen": seen_on(client, address)})
    client.post(reverse("people:program_close", args=[first.pk]))

    assert "Families" in client.get("/settings/places").text
    first.refresh_from_db()
    assert first.closed_on is not None


def test_places_of_a_neighbour_do_not_exist(client, ada):
    theirs = OrganizationFactory(slug="lindenberg")
    site, program = SiteFactory(organization=theirs), ProgramFactory(organization=theirs)

    for name, id in (
        ("site", site.pk),
        ("site_close", site.pk),
        ("program", program.pk),
        ("program_close", program.pk),
    ):
        assert client.get(reverse(f"people:{name}", args=[id])).status_code == 404
        assert client.post(reverse(f"people:{name}", args=[id]), {"name": "Ours"}).status_code == 404


def test_every_number_of_policy_stands_on_the_page_with_default_and_source(client, ada):
    page = client.get("/settings/policies").text

    known = {(part.name, each.name) for part in fields(Policy()) for each in fields(getattr(Policy(), part.name))}
    known -= {("retention", name) for name in RETENTION.values()}  # these stand on a page of their own
    assert {(line.part, line.name) for line in LINES} == known
    assert {part for part, _title, _lede in PARTS} == {part for part, _name in known}
    assert page.count("Our default:") == len(LINES)
    assert page.count("Source:") == len(LINES)


def numbers(policy=None, **changed):
    return {line.key: line.of(policy or Policy()) for line in LINES} | changed


def test_a_number_is_changed_and_an_empty_one_is_our_default(client, ada):
    address = "/settings/policies"

    client.post(address, numbers(**{"outreach-tries": 2}) | {"seen": seen_on(client, address)})
    assert policy_of(ada.organization_id).outreach.tries == 2
    client.post(address, numbers(**{"outreach-tries": ""}) | {"seen": seen_on(client, address)})

    assert policy_of(ada.organization_id) == Policy()
    assert not PolicySetting.objects.exists()


def test_a_number_out_of_bounds_is_refused(client, ada):
    answer = client.post("/settings/policies", numbers(**{"cadence-first_30_days": 0}))

    assert "Enter 1 or more." in answer.text
    assert policy_of(ada.organization_id) == Policy()


def test_numbers_somebody_else_changed_are_not_overwritten(client, ada):
    stale = seen_on(client, "/settings/policies")
    set_policies(values={("outreach", "tries"): 2}, by=viewer_of(ada))

    refused = client.post("/settings/policies", numbers() | {"seen": stale})

    assert "Someone changed this" in refused.text
    assert policy_of(ada.organization_id).outreach.tries == 2


def test_all_defaults_come_back_together(client, ada):
    set_policies(values={("outreach", "tries"): 2, ("match", "shown"): 3}, by=viewer_of(ada))

    assert client.get("/settings/policies/reset").status_code == 200
    client.post("/settings/policies/reset")

    assert policy_of(ada.organization_id) == Policy()


def test_a_page_without_its_mark_is_stale(client, ada):
    assert "Someone changed this" in client.post("/settings/organization", ORGANIZATION).text


def test_the_last_program_cannot_close(db):
    from kinroad.people.actions.organizations import close_place

    ada = viewer_of(someone("administrator"))

    with pytest.raises(ValidationError, match="last one"):
        close_place(ProgramFactory(), on=None, by=ada)
