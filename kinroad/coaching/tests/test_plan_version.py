import pytest
from django.core.exceptions import ValidationError

from kinroad.coaching.models import PlanVersion
from kinroad.coaching.queries.plan import plan_page
from kinroad.coaching.rules.plan_version import from_text
from kinroad.coaching.tests.planning import DAY, change, goal_of, mine, sign, step_of
from kinroad.coaching.tests.test_plan import field_in, id_in
from kinroad.design.paper import can_make_pdf
from kinroad.people.tests.factories import sign_in, someone

pytestmark = pytest.mark.django_db


def test_a_typed_name_makes_a_version_and_a_later_edit_starts_the_next(client, elizabeth):
    goal = goal_of(elizabeth)
    sign_in(client, elizabeth)
    page = client.get("/me/plan/sign")

    signed = client.post(
        "/me/plan/sign", {"id": id_in(page), "seen": field_in(page, "seen"), "name": "Elizabeth R."}, follow=True
    )

    assert "Signed “Elizabeth R.”" in signed.text
    assert "Nothing has changed since." in client.get("/me/plan").text
    change(elizabeth, "goal_change", goal=goal, words="Saturdays too", dimension="home")
    assert "The next version is not signed yet." in client.get("/me/plan").text
    sign(elizabeth)
    first, second = PlanVersion.objects.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert from_text(first.content)["goals"][0]["words"] == "Fridays with my children"


@pytest.mark.skipif(not can_make_pdf(), reason="Pango is not installed here.")
def test_on_paper_a_plan_that_stands_as_signed_says_so(client, elizabeth, monkeypatch):
    paper = []
    monkeypatch.setattr("kinroad.coaching.views.plan_version.pdf_of", lambda html: paper.append(html) or b"")
    goal = goal_of(elizabeth)
    sign_in(client, elizabeth).get("/me/plan/pdf")
    sign(elizabeth)
    client.get("/me/plan/pdf")
    change(elizabeth, "goal_change", goal=goal, words="Saturdays too", dimension="home")
    client.get("/me/plan/pdf")

    assert ["Not signed" in page for page in paper] == [True, False, True]
    assert "Version 1. Signed" in " ".join(paper[1].split())


def test_beside_the_participant_their_yes_is_written_down_as_such(client, elizabeth, maya):
    goal_of(elizabeth)
    address = f"/people/{mine(elizabeth).pk}/plan/sign"
    page = sign_in(client, maya).get(address)
    sent = {"id": id_in(page), "seen": field_in(page, "seen")}

    assert "Check this when they have said yes." in client.post(address, sent).text
    client.post(address, sent | {"said_yes": "on"})

    version = PlanVersion.objects.get()
    assert (version.how, version.name, version.signed_by_id) == ("beside", None, maya.pk)
    assert "You said yes beside Maya" in sign_in(client, elizabeth).get("/me/plan/versions").text


def test_a_version_never_changes(elizabeth):
    goal_of(elizabeth)
    version = sign(elizabeth)

    version.content = "{}"
    with pytest.raises(ValidationError):
        version.save()
    with pytest.raises(ValidationError):
        version.delete()


def test_nobody_signs_what_they_have_not_seen(client, elizabeth):
    goal = goal_of(elizabeth)
    sign_in(client, elizabeth)
    page = client.get("/me/plan/sign")
    step_of(elizabeth, goal)
    sent = {"id": id_in(page), "seen": field_in(page, "seen"), "name": "Elizabeth"}

    refused = client.post("/me/plan/sign", sent)

    assert "The plan changed while you were reading." in refused.text
    assert "Two evenings out" in refused.text
    client.post("/me/plan/sign", sent | {"seen": field_in(refused, "seen")})
    assert PlanVersion.objects.count() == 1


def test_there_is_nothing_to_sign_before_a_first_word_nor_twice(elizabeth):
    with pytest.raises(ValidationError, match="nothing to sign yet"):
        sign(elizabeth)
    goal_of(elizabeth)
    sign(elizabeth)
    with pytest.raises(ValidationError, match="Nothing has changed"):
        sign(elizabeth)


def test_a_double_press_signs_once_and_nobody_signs_their_own_beside_themselves(elizabeth):
    goal_of(elizabeth)
    page = plan_page(mine(elizabeth), today=DAY)
    version = sign(elizabeth)
    from kinroad.coaching.actions.plan_version import sign_plan
    from kinroad.people.tests.factories import viewer_of

    again = sign_plan(participant=mine(elizabeth), id=version.pk, seen=page.seen, name="E", by=viewer_of(elizabeth))
    assert again == version
    step_of(elizabeth, goal_of(elizabeth, "More"))
    with pytest.raises(ValidationError, match="on your own page"):
        sign(elizabeth, name="")


def test_two_versions_stand_side_by_side_with_words_for_what_differs(client, elizabeth, maya):
    goal = goal_of(elizabeth)
    step = step_of(elizabeth, goal)
    change(elizabeth, "barriers", kinds=["housing"])
    first = sign(elizabeth)
    change(elizabeth, "goal_change", goal=goal, words="Fridays and Saturdays with my children", dimension="community")
    change(elizabeth, "step_change", goal=goal, step=step, words="Two evenings out", who="peer_leader", by="2026-12-01")
    change(elizabeth, "barriers", kinds=["transport"])
    goal_of(elizabeth, "A steadier job", "purpose")
    second = sign(elizabeth)

    page = sign_in(client, elizabeth).get(f"/me/plan/versions/beside?one={first.pk}&two={second.pk}").text

    assert "and Saturdays" in page.split("<ins>")[1].split("</ins>")[0]
    for words in ("Changed", "New", "Not there", "Who walks with me, by December 1, 2026", "<del>", "[out:"):
        assert words in page
    theirs = sign_in(client, maya).get(f"/people/{mine(elizabeth).pk}/plan/versions/beside").text
    assert "Version 2 and Now" in theirs
    assert "Both say the same." in theirs


def test_a_version_of_somebody_else_does_not_exist(client, elizabeth):
    goal_of(elizabeth)
    version = sign(elizabeth)
    other = someone("participant")
    sign_in(client, other)

    for address in (
        f"/me/plan/versions/{version.pk}",
        f"/me/plan/versions/{version.pk}/pdf",
        f"/people/{mine(elizabeth).pk}/plan/versions/{version.pk}",
    ):
        assert client.get(address).status_code == 404
    goal_of(other)
    sign(other)
    assert client.get(f"/me/plan/versions/beside?one={version.pk}").status_code == 404
    assert client.get("/me/plan/versions/beside?one=x").status_code == 404


def test_on_paper_nothing_gives_a_person_away_by_name_of_file_or_title(client, elizabeth):
    step_of(elizabeth, goal_of(elizabeth))
    version = sign(elizabeth)
    sign_in(client, elizabeth)
    offered = "As a PDF" in client.get("/me/plan").text
    assert offered == can_make_pdf()
    if not offered:
        return

    for address in ("/me/plan/pdf", f"/me/plan/versions/{version.pk}/pdf"):
        answer = client.get(address)
        assert answer.content.startswith(b"%PDF")
        assert answer["Content-Disposition"] == 'inline; filename="page.pdf"'
        for word in (b"Elizabeth", b"recovery", b"Recovery"):
            assert word not in answer.content


def test_where_letters_cannot_be_drawn_no_pdf_is_offered(client, elizabeth, monkeypatch):
    goal_of(elizabeth)
    for view in ("plan", "plan_version"):
        monkeypatch.setattr(f"kinroad.coaching.views.{view}.can_make_pdf", lambda: False)
    sign_in(client, elizabeth)

    assert "As a PDF" not in client.get("/me/plan").text
    assert client.get("/me/plan/pdf").status_code == 404
