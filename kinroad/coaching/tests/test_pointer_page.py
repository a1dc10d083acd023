import pytest

from kinroad.people.tests.factories import sign_in, someone

pytestmark = pytest.mark.django_db


def words(page):
    return page.content.decode()


def test_a_note_gets_its_pointer_and_is_kept_nowhere(client):
    sign_in(client, someone("peer_leader"))

    page = client.post("/who-should-answer", {"note": "She asks about her methadone. He wants to die."})

    assert words(page).index('href="tel:988"') < words(page).index("The prescriber or a pharmacist")
    assert "methadone" not in words(page)
    assert words(client.post("/who-should-answer", {"note": "Good call."})).strip() == ""
    assert client.get("/who-should-answer").status_code == 405


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Her boyfriend hits the children.", "make the first report of child abuse"),
        ("He has a fever.", "doctor or nurse"),
        ("Got an eviction notice.", "legal aid"),
        ("Stuck on her fourth step.", "A sponsor can answer this"),
    ],
)
def test_every_pointer_has_its_words(client, note, said):
    sign_in(client, someone("peer_leader"))

    assert said in words(client.post("/who-should-answer", {"text": note}))


def test_the_organizations_own_steps_come_first_when_someone_may_be_harmed(client):
    maya = someone("peer_leader")
    maya.organization.crisis_steps = "Call Ines, at any hour."
    maya.organization.save()
    sign_in(client, maya)

    page = words(client.post("/who-should-answer", {"note": "The kids are left alone all night."}))

    assert page.index("Call Ines") < page.index("first report")


def test_a_participant_has_no_pointer_page(client):
    sign_in(client, someone("participant"))

    assert client.post("/who-should-answer", {"note": "x"}).status_code == 404
