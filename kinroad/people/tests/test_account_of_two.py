"""An account that stands in two organizations: one of them alone, inside its own walls, decides nothing about it."""

import pytest
from django.core.exceptions import ValidationError

from kinroad.core.tenancy import inside
from kinroad.core.time import now, today
from kinroad.notifications.queries.way_in import account_for_a_link
from kinroad.people.actions.invitations import invite
from kinroad.people.actions.purging import forget_people
from kinroad.people.actions.second_key import take_all_keys_away
from kinroad.people.models import AppCode, Participant
from kinroad.people.queries.accounts import account_of
from kinroad.people.tests.factories import (
    in_two_places,
    sign_in,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db


def test_31_an_administrator_opens_no_account_that_stands_elsewhere(client):
    olga = in_two_places("peer_leader", "administrator")
    ada = someone("administrator", organization=olga.organization)

    with inside(olga.organization_id), pytest.raises(ValidationError, match="whoever keeps the server"):
        invite(person=olga, as_code=False, by=viewer_of(ada))

    page = sign_in(client, ada).post(f"/settings/people/{olga.pk}/invite", {"as_code": ""})
    assert "/welcome/" not in page.text


def test_24_nor_does_one_take_the_keys_away_on_which_another_relies():
    olga = in_two_places("peer_leader", "administrator")
    AppCode(account=account_of(olga), secret="JBSWY3DPEHPK3PXP", made_at=now(), last_step=0).save()
    ada = someone("administrator", organization=olga.organization)

    with inside(olga.organization_id), pytest.raises(ValidationError, match="whoever keeps the server"):
        take_all_keys_away(person=olga, by=viewer_of(ada))

    assert AppCode.objects.filter(account=account_of(olga)).exists()


def test_24_who_works_elsewhere_gets_no_way_in_by_a_link_here():
    olga = in_two_places("participant", "peer_leader")

    with inside(olga.organization_id):
        assert account_for_a_link(olga) is None


def test_who_is_purged_here_still_signs_in_elsewhere():
    olga = in_two_places("participant", "peer_leader")
    theirs = list(Participant.objects.filter(person=olga).values_list("pk", flat=True))

    with inside(olga.organization_id):
        forget_people(organization_id=olga.organization_id, participants=theirs, on=today("UTC"))

    account = account_of(olga)
    account.refresh_from_db()
    assert account.is_active
    assert account.has_usable_password()
