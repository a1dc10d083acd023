"""A list that says a secret address does not bring it in."""

import pytest

from kinroad.interop.hsds.importing import import_resources
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import OrganizationFactory
from kinroad.resources.actions.correcting import know_better
from kinroad.resources.models import Location, ServiceAtLocation

pytestmark = pytest.mark.django_db


@pytest.fixture
def iowa():
    return OrganizationFactory(state="IA", zone="America/Chicago")


def bring(path, organization, **more):
    return import_resources(paths=[path], organization=organization, **more)


def a_file(tmp_path, content, name="list.csv"):
    path = tmp_path / name
    path.write_text(content)
    return path


SHELTERS = """Agency,Service,Description,Address,City,Zip,Phone,Confidential
Safe House,Shelter,Call us,77 Canary Lane,Ames,50010,515-555-0100,yes
Safe House,Counseling,Come to 77 CANARY LN. and ring,9 Open St,Ames,50010,515-555-0101,no
Valley Center,Shelter,Beds,77 Canary Ln,Ames,50010,515-555-0102,no
Boone Center,Pantry,Food,77 Canary Lane,Boone,50036,515-555-0103,no
"""


def test_a_line_that_says_a_secret_address_stays_out_whoever_tells_it(iowa, tmp_path):
    tried = bring(a_file(tmp_path, SHELTERS), iowa, dry_run=True)
    result = bring(a_file(tmp_path, SHELTERS), iowa)
    elsewhere = "Name,Service,Notes,Phone\nHotline,Help,It is 77 Canary Lane,515-555-0199\n"
    other = bring(a_file(tmp_path, elsewhere, "other.csv"), iowa)

    assert (result.read, result.created, result.left_out) == (4, 2, 2)
    assert tried.as_dict() == result.as_dict()
    assert [row for row, words in result.sentences if "kept secret" in words] == [3, 4]
    assert (other.created, other.left_out) == (0, 1)
    assert "Canary" not in " ".join(words for _, words in (*result.sentences, *other.sentences))
    assert set(ServiceAtLocation.objects.values_list("agency_name", flat=True)) == {"Safe House", "Boone Center"}
    assert Location.objects.get(street__contains="Canary").city == "Boone"


def test_a_list_that_goes_on_telling_a_place_we_keep_secret_changes_nothing_and_stays_in(iowa, tmp_path):
    text = "Agency,Service,Address,City,Zip,Phone\nSafe House,Shelter,77 Canary Lane,Ames,50010,515-555-0100\n"
    bring(a_file(tmp_path, text), iowa)
    know_better(row=Location.objects.get(), by=Viewer.system(iowa.pk, iowa.zone), confidential=True)

    again = bring(a_file(tmp_path, text), iowa)

    assert (again.left_out, again.vanished) == (0, 0)
    assert Location.objects.get().street == ""
