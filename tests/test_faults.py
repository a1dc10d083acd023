"""What breaks around us loses nothing that was answered, and leaves nothing half written."""

import datetime
import importlib
import pkgutil

import pytest
import time_machine
from django import forms
from django.core.exceptions import ValidationError
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.urls import reverse

import kinroad
from kinroad.coaching.models import Contact, ContactPart
from kinroad.coaching.tests.factories import contact_with
from kinroad.core.forms import new_form_id
from kinroad.core.ids import uuid7
from kinroad.core.time import now, today
from kinroad.people.actions.retention import hold
from kinroad.people.forms.meanwhile import MeanwhileForm
from kinroad.people.queries import viewers
from kinroad.people.tests.factories import ProgramFactory, sign_in, viewer_of
from kinroad.service_log.models import Line
from tests.world import build

FACTS = {"how": "phone", "minutes": "15", "support": "emotional", "did": "listened", "next": "none"}


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_leaves_no_half_rows_and_everything_works_again_afterwards(client):
    """Every save that was answered is there whole, none of the others is there at all."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's disk cannot be filled from here")
    world = build()
    leader = world.people["peer leader"]
    sign_in(client, leader)
    client.raise_request_exception = False
    before, answered = counted(), []
    form = {"id": new_form_id(), "on": str(today(world.organization.zone)), **FACTS, "note": "We talked. " * 400}
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages + 30}")
    with pytest.raises(DatabaseError, match="full"):
        write_until_full(leader, world.participant, answered)
    full = counted()
    url = reverse("coaching:new_contact", args=[world.participant.pk])
    page, refused = client.get(reverse("people:health")), client.post(url, form)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    saved = client.post(url, form)

    assert answered
    assert (refused.status_code, refused.headers["Retry-After"], saved.status_code) == (503, "5", 302)
    assert "it is saved once" in refused.text
    assert full == tuple(each + len(answered) for each in before)
    assert set(answered) <= set(Contact.objects.values_list("pk", flat=True))
    assert page.status_code == 200
    assert counted() == tuple(each + 1 for each in full)


def write_until_full(leader, participant, answered):
    for _ in range(500):
        answered.append(contact_with(leader, participant, note="We talked. " * 40).pk)


def counted():
    return Contact.objects.count(), ContactPart.objects.count(), Line.objects.count()


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_does_not_answer_gives_a_calm_page_and_the_next_one_comes(client, monkeypatch, error):
    """Requirement 48: nothing opens because something failed, and nobody reads a stack."""

    def away(*_given):
        raise error("server closed the connection: Wilhelmina")

    client.raise_request_exception = False
    monkeypatch.setattr(viewers, "organization_of_host", away)

    for asked in (client.get("/sign-in"), client.post("/sign-in", {"login": "maya", "password": "x"})):
        assert (asked.status_code, asked.headers["Retry-After"]) == (503, "5")
        assert "One moment, please" in asked.text
        assert "Wilhelmina" not in asked.text


@pytest.mark.django_db
def test_a_clock_that_jumps_back_loses_no_form_and_no_sign_in(client):
    world = build()
    leader = world.people["peer leader"]
    form = {"id": new_form_id(), **FACTS}
    sign_in(client, leader)
    before = Contact.objects.count()

    with time_machine.travel(now() - datetime.timedelta(hours=3)):
        url = reverse("coaching:new_contact", args=[world.participant.pk])
        form["on"] = str(today(world.organization.zone))
        first = client.post(url, form)
        again = client.post(url, form)

    assert (first.status_code, again.status_code) == (302, 302)
    assert Contact.objects.count() == before + 1


@pytest.mark.django_db
def test_the_id_of_a_form_makes_one_row_and_never_that_of_something_else():
    """The same form sent again meets what it made; sent about something else it is refused with a sentence."""
    world = build()
    by, id = viewer_of(world.people["administrator"]), uuid7()
    program = ProgramFactory(organization=world.organization, name="One more")

    first = hold(id=id, program=program, reason="Letter", by=by)
    again = hold(id=id, program=program, reason="Letter", by=by)
    with pytest.raises(ValidationError, match="too old"):
        hold(id=id, program=ProgramFactory(organization=world.organization, name="And one"), reason="Letter", by=by)

    assert first.pk == again.pk == id


def forms_over_something_shared():
    """Every form that two people may have open at once."""
    for found in pkgutil.walk_packages(kinroad.__path__, "kinroad."):
        if ".forms" in found.name:
            importlib.import_module(found.name)
    waiting, every = [MeanwhileForm], []
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        every += [] if kind is MeanwhileForm else [kind]
    return sorted(every, key=lambda kind: kind.__qualname__)


@pytest.mark.parametrize("kind", forms_over_something_shared(), ids=lambda kind: kind.__qualname__)
def test_who_comes_second_sees_both_words_and_saves_over_what_they_have_seen(kind):
    """Requirement 45, of every form over something shared: a stale page is refused once, with what stands now."""
    assert "version" in kind.base_fields, "a form that cannot tell what it was drawn from overwrites the other's words"
    form = kind.__new__(kind)
    words = forms.CharField(label="Words")
    form.is_bound, form.prefix, form.stands = True, None, {"version": 4, "words": "theirs"}
    form.fields = {"version": forms.IntegerField(), "words": words}
    form.cleaned_data, form.data = {"version": 3, "words": "mine"}, Sent(version="3", words="mine")

    assert form.is_stale()
    assert form.said_meanwhile() == [("Words", "theirs")]
    form._draw_from_now()
    assert form.data == {"version": "4", "words": "mine"}


class Sent(dict):
    def copy(self):
        return Sent(self)
