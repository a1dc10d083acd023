from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from kinroad.core.forms import new_form_id
from kinroad.people.actions.accounts import end_role
from kinroad.people.actions.staff import give_working_role, let_coordinate
from kinroad.people.models import CircleRow, PeerLeader, Person, RoleHeld
from kinroad.people.queries.accounts import holds
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.queries.staff import programs_of, staff_of
from kinroad.people.tests.factories import (
    OrganizationFactory,
    ParticipantFactory,
    PersonFactory,
    ProgramFactory,
    coordinate,
    role,
    see,
    sign_in,
    someone,
    viewer_of,
)


@pytest.fixture
def ada(client, db):
    person = someone("administrator", called="Ada")
    sign_in(client, person)
    return person


def at(name, person, *more):
    return reverse(f"people:{name}", args=[person.pk, *more])


def seen_on(client, address):
    return client.get(address).text.split('name="seen" value="')[1].split('"')[0]


def test_someone_is_taken_on_once_however_often_the_button_is_pressed(client, ada):
    ProgramFactory()
    said = {"id": new_form_id(), "called": "Maya", "languages": ["es", "en"], "roles": ["peer_leader", "coordinator"]}

    for _press in range(2):
        answer = client.post("/settings/staff/new", said)

    maya = Person.objects.exclude(pk=ada.pk).get()
    assert answer.headers["Location"] == at("staff_person", maya)
    assert maya.languages == ["es", "en"]
    assert PeerLeader.objects.get(person=maya).cleared_on is None
    assert programs_of(maya).count() == 1


def test_someone_without_a_role_is_not_taken_on(client, ada):
    answer = client.post("/settings/staff/new", {"id": new_form_id(), "called": "Maya"})

    assert "Choose at least one role." in answer.text
    assert Person.objects.count() == 1


def test_the_list_shows_who_works_here_and_never_a_participant(client, ada):
    someone("peer_leader", called="Maya")
    someone("participant", called="Wilhelmina")
    gone = someone("supervisor", called="Sam")
    end_role(person=gone, role="supervisor", by=viewer_of(ada))

    page = client.get("/settings/staff").text

    assert "Maya" in page
    assert "Worked here before" in page
    assert "Wilhelmina" not in page


def test_a_list_of_many_asks_the_database_as_often_as_a_list_of_one(ada, django_assert_num_queries):
    viewer = viewer_of(ada)
    with django_assert_num_queries(5):
        staff_of(viewer)
    for _each in range(5):
        someone("peer_leader")

    with django_assert_num_queries(5):
        staff_of(viewer)


def test_an_administrator_does_not_learn_that_someone_is_also_a_participant(client, ada):
    only_work = someone("peer_leader", called="Maya")
    both = someone("participant", "peer_leader", called="Maya")
    pages = []
    for person in (only_work, both):
        for name in ("staff_person", "role_give", "staff_change", "peer_leader", "coordinates", "invite_staff"):
            pages.append(client.get(at(name, person)).text)
    import re

    plain = [
        re.sub(r'(csrfmiddlewaretoken|seen)" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|\bu[0-9a-f]{32}\b', "", page)
        for page in pages
    ]

    half = len(plain) // 2
    assert plain[:half] == plain[half:]
    assert client.get(at("role_end", both, "participant")).status_code == 404
    assert client.post(at("role_end", both, "participant")).status_code == 404
    assert holds(person=both, role="participant")


def test_a_participant_has_no_page_among_the_staff(client, ada):
    luis = someone("participant")
    nobody = uuid4()

    for name in ("staff_person", "role_give", "staff_change", "peer_leader", "coordinates", "invite_staff"):
        real = client.get(at(name, luis))
        unreal = client.get(reverse(f"people:{name}", args=[nobody]))
        assert real.status_code == unreal.status_code == 404
    client.post(at("role_give", luis), {"role": "administrator"})
    assert not holds(person=luis, role="administrator")


def test_the_neighbour_s_staff_do_not_exist(client, ada):
    theirs = someone("peer_leader", organization=OrganizationFactory(slug="lindenberg"))

    assert client.get(at("staff_person", theirs)).status_code == 404
    assert client.post(at("role_end", theirs, "peer_leader")).status_code == 404
    assert holds(person=theirs, role="peer_leader")


def test_giving_a_role_acts_at_once(client, ada):
    maya = someone("supervisor", called="Maya")

    client.post(at("role_give", maya), {"role": "peer_leader"})
    again = client.post(at("role_give", maya), {"role": "peer_leader"})

    assert PeerLeader.objects.filter(person=maya).count() == 1
    assert again.status_code == 200  # the role is not on the list any more
    assert RoleHeld.objects.filter(person=maya, role="peer_leader").count() == 1


def test_the_participant_s_role_is_not_given_here(client, ada):
    maya = someone("supervisor")

    assert client.post(at("role_give", maya), {"role": "participant"}).status_code == 200
    assert not holds(person=maya, role="participant")
    with pytest.raises(ValidationError):
        give_working_role(person=maya, role="participant", by=viewer_of(ada))


def test_ending_a_role_ends_sessions_and_sight_before_the_next_page(client, ada):
    pat = someone("coordinator", called="Pat")
    participant = ParticipantFactory()
    coordinate(pat, participant.program)
    browser = sign_in(Client(), pat)
    assert browser.get(reverse("people:invite_participant", args=[participant.pk])).status_code == 200

    client.post(at("role_end", pat, "coordinator"))

    assert (
        browser.get(reverse("people:invite_participant", args=[participant.pk]))
        .headers["Location"]
        .startswith("/sign-in")
    )
    browser = sign_in(Client(), pat)
    assert browser.get(reverse("people:invite_participant", args=[participant.pk])).status_code == 404
    assert not participants_seen_by(viewer_of(pat)).exists()


def test_before_a_peer_leader_goes_the_page_says_how_many_walk_with_them(client, ada):
    maya = someone("peer_leader", called="Maya")
    see(maya, ParticipantFactory(person__called="Wilhelmina"))
    see(maya, ParticipantFactory(person__called="Wilhelmina"))

    page = client.get(at("role_end", maya, "peer_leader")).text
    after = client.post(at("role_end", maya, "peer_leader"), follow=True).text

    assert "2 people walk with Maya now" in page
    assert "Wilhelmina" not in page
    assert "2 people need someone new" in after
    assert PeerLeader.objects.get(person=maya).state == "alumni"


def test_the_hand_over_is_linked_for_those_who_may_open_it(client, ada):
    role(ada, "coordinator")
    maya = someone("peer_leader", called="Maya")
    see(maya, ParticipantFactory())

    assert "To the hand-over" in client.get(at("role_end", maya, "peer_leader")).text


def test_a_role_that_is_not_held_cannot_end(client, ada):
    assert client.get(at("role_end", someone("evaluator"), "supervisor")).status_code == 404


def test_the_last_administrator_stays(client, ada):
    answer = client.post(at("role_end", ada, "administrator"))

    assert "Give this role to another person first" in answer.text
    assert holds(person=ada, role="administrator")


def test_an_administrator_may_end_their_own_role_when_there_is_another(client, ada):
    someone("administrator")

    client.post(at("role_end", ada, "administrator"))

    assert client.get("/settings").headers["Location"].startswith("/sign-in")


def test_someone_who_comes_back_leads_again(client, ada):
    maya = someone("peer_leader", called="Maya")
    end_role(person=maya, role="peer_leader", by=viewer_of(ada))

    client.post(at("role_give", maya), {"role": "peer_leader"})

    assert PeerLeader.objects.get(person=maya).state == "active"


def test_coordinating_opens_the_chosen_programs_and_closes_the_others(client, ada):
    adults, families = ProgramFactory(name="Adults"), ProgramFactory(name="Families")
    pat = role(PersonFactory(called="Pat"), "evaluator")
    in_adults, in_families = ParticipantFactory(program=adults), ParticipantFactory(program=families)

    let_coordinate(person=pat, role="program_manager", by=viewer_of(ada))
    assert set(participants_seen_by(viewer_of(pat))) == {in_adults, in_families}
    client.post(at("coordinates", pat), {"programs": [str(families.pk)]})

    assert set(participants_seen_by(viewer_of(pat))) == {in_families}
    assert CircleRow.objects.filter(person=pat, program=adults, ended_at=None).count() == 0


def test_coordinating_nothing_is_refused(client, ada):
    program = ProgramFactory()
    pat = someone("coordinator")
    coordinate(pat, program)

    answer = client.post(at("coordinates", pat), {"programs": [], "sent": "yes"})

    assert "Choose at least one program" in answer.text
    assert programs_of(pat).count() == 1
    with pytest.raises(ValidationError):
        let_coordinate(person=pat, programs=[], by=viewer_of(ada))
    with pytest.raises(ValidationError):
        let_coordinate(person=pat, role="evaluator", by=viewer_of(ada))


def test_programs_of_a_neighbour_cannot_be_chosen(client, ada):
    ProgramFactory()
    theirs = ProgramFactory(organization=OrganizationFactory(slug="lindenberg"))
    pat = someone("coordinator")

    client.post(at("coordinates", pat), {"programs": [str(theirs.pk)]})

    assert not CircleRow.objects.exists()


def test_who_does_not_coordinate_gets_no_programs(client, ada):
    program = ProgramFactory()
    maya = someone("supervisor")

    answer = client.post(at("coordinates", maya), {"programs": [str(program.pk)]})

    assert "Give the role first" in answer.text
    assert not CircleRow.objects.exists()


def test_a_name_is_changed_and_a_stale_page_is_not_obeyed(client, ada):
    maya = someone("peer_leader", called="Maya")
    address = at("staff_change", maya)
    stale = seen_on(client, address)

    client.post(address, {"called": "May", "languages": ["en"], "seen": stale})
    refused = client.post(address, {"called": "Mia", "languages": ["en"], "seen": stale})

    maya.refresh_from_db()
    assert maya.called == "May"
    assert "Someone changed this" in refused.text


@pytest.mark.parametrize(
    "who", ["coordinator", "program_manager", "supervisor", "evaluator", "participant", "peer_leader"]
)
def test_settings_are_for_administrators_alone(client, db, who):
    sign_in(client, someone(who))

    for address in (
        "/settings",
        "/settings/staff",
        "/settings/staff/new",
        "/settings/policies",
        "/settings/organization",
    ):
        assert client.get(address).status_code == 404
