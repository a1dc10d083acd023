"""Making a short list, sending its link, and forgetting it."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from kinroad.core.ids import hash_of
from kinroad.notifications.actions import outbox
from kinroad.notifications.models import Words
from kinroad.notifications.queries.permission import may
from kinroad.notifications.rules.permission import Kind as Way
from kinroad.people.models import Organization, Participant
from kinroad.people.queries.each import in_each
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.models import ServiceAtLocation, Shortlist
from kinroad.resources.queries.shortlist import list_of
from kinroad.resources.rules.shortlist import MOST_PLACES

WAYS = (Way.TEXT, Way.EMAIL)


@transaction.atomic
def make_list(*, places: Iterable[UUID], organization_id: UUID, at: datetime) -> str:
    """A list of these places behind a secret, of which we keep the hash alone. Answers with the secret.

    Nothing is written of who made it: no name, no account, no line in the audit trail.
    Raises ValidationError when no place is chosen.
    """
    wanted = list(dict.fromkeys(places))[:MOST_PLACES]
    known = set(
        ServiceAtLocation.objects.listed()
        .filter(organization_id=organization_id, id__in=wanted)
        .values_list("id", flat=True)
    )
    kept = [str(id) for id in wanted if id in known]
    if not kept:
        raise ValidationError(_("Choose at least one place for your list."))
    secret = secrets.token_urlsafe(32)
    days = policy_of(organization_id).resources.list_days
    Shortlist(
        organization_id=organization_id,
        secret_hash=hash_of(secret),
        places=kept,
        made_at=at,
        expires_at=at + timedelta(days=days),
    ).save()
    return secret


@transaction.atomic
def send_list(*, id: UUID, secret: str, participant: Participant, by: Viewer, at: datetime) -> str:
    """Send the link by text, else by e-mail, as they allow. Answers by which way it goes.

    Only the outbox knows that somebody got a link; which list it is stands there sealed. The same `id` goes once.
    Raises ValidationError when they allow neither way, or when the list is over.
    """
    found = list_of(secret, organization_id=by.organization_id, at=at)
    mine = Participant.objects.select_for_update(of=("self",)).select_related("person").get(pk=participant.pk)
    way = next((way for way in WAYS if may(mine, way, at=at)), None)
    if way is None:
        raise ValidationError(_("They have not said yes to texts or e-mail. Print the list, or show it to them."))
    sent = outbox.put(
        participant=mine,
        channel=way,
        words=Words.LOOK_AGAIN,
        link=reverse("resources:list", args=[secret]),
        key=f"look:{id}",
        use_until=found.expires_at,
        by=by,
        at=at,
    )
    if sent is None:
        raise ValidationError(_("We could not send it now. Print the list, or show it to them."))
    return str(way)


@transaction.atomic
def forget_lists(*, at: datetime) -> int:
    """Erase the lists whose time is over. Answers how many."""
    return in_each(lambda organization: _forget_those_of(organization, at=at))


def _forget_those_of(organization: Organization, *, at: datetime) -> int:
    gone, _tables = Shortlist.objects.filter(organization=organization, expires_at__lte=at).delete()
    return gone
