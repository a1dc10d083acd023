"""Settings: how long what was written down is kept, and what is held longer."""

import pytest
from django.urls import reverse

from kinroad.core.forms import new_form_id
from kinroad.people.forms.retention import RetentionForm
from kinroad.people.models import LegalHold, RetentionAdvice
from kinroad.people.queries.policies import policy_of
from kinroad.people.queries.retention import advice_in
from kinroad.people.tests.factories import OrganizationFactory, ProgramFactory, sign_in, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return someone("administrator", organization=OrganizationFactory())


def typed(client, **changed):
    """What the page would send, with these changes."""
    of = client.get("/settings/retention").wsgi_request.viewer.organization_id
    form = RetentionForm(policy=policy_of(of), advice=advice_in(of))
    drawn = {bf.html_name: bf.value() or "" for bf in form}
    return {**drawn, **changed}


def test_a_shorter_time_stands_once_counsel_is_named(client, administrator):
    client = sign_in(client, administrator)
    without = client.post(reverse("people:retention"), typed(client, record_number="4"))
    named = typed(client, record_number="4", record_counsel="R. Ortiz", record_on="2026-03-02")
    done = client.post(reverse("people:retention"), named)

    assert "Enter the name of the counsel who said so." in without.content.decode()
    assert done.status_code == 302
    assert policy_of(administrator.organization_id).retention.record_years == 4
    assert RetentionAdvice.objects.get().counsel == "R. Ortiz"


def test_a_page_drawn_from_other_numbers_is_refused(client, administrator):
    client = sign_in(client, administrator)
    first, second = typed(client, messages_number="2"), typed(client, messages_number="3")
    client.post(reverse("people:retention"), first)

    refused = client.post(reverse("people:retention"), second)

    assert "Someone changed this while you were writing" in refused.content.decode()
    assert policy_of(administrator.organization_id).retention.messages_years == 2


def test_a_program_is_held_and_let_go(client, administrator):
    client = sign_in(client, administrator)
    program = ProgramFactory(organization=administrator.organization)
    sent = {"id": new_form_id(), "program": str(program.pk), "reason": "Letter of the court"}
    for _ in range(2):  # the same press twice makes one
        client.post(reverse("people:retention_hold"), sent)
    held = LegalHold.objects.get()
    page = client.get(reverse("people:retention")).content.decode()
    client.post(reverse("people:retention_hold_end", args=[held.pk]))

    held.refresh_from_db()
    assert "Letter of the court" in page
    assert held.ended_at is not None
    assert held.ended_by_id == administrator.pk
