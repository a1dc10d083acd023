"""Links by which somebody answers without signing in: made, sent, used once."""

import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.actions.check_in import check_in, refuse_without_support
from kinroad.coaching.models import CheckIn, CheckInLink
from kinroad.coaching.queries.check_in_link import waiting_link
from kinroad.core.ids import hash_of
from kinroad.notifications.actions import outbox
from kinroad.notifications.models import Words
from kinroad.notifications.queries.permission import may
from kinroad.notifications.rules.permission import Kind as Way
from kinroad.people.models import Participant
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer

WAYS = (Way.TEXT, Way.EMAIL)


@transaction.atomic
def make_link(*, participant: Participant, by: Viewer, at: datetime) -> tuple[CheckInLink, str]:
    """A link that answers once, and its secret, of which we keep the hash alone. Earlier ones are withdrawn.

    Raises ValidationError when support has ended.
    """
    mine = Participant.objects.select_for_update().get(pk=participant.pk)
    refuse_without_support(mine)
    own = {"organization_id": mine.organization_id, "participant": mine}
    for earlier in CheckInLink.objects.filter(check_in=None, withdrawn_at=None, expires_at__gt=at, **own):
        earlier.withdrawn_at = at
        earlier.save()
    secret = secrets.token_urlsafe(32)
    lasts = timedelta(hours=policy_of(mine.organization_id).check_in.link_hours)
    link = CheckInLink(secret_hash=hash_of(secret), made_at=at, expires_at=at + lasts, **own)
    link.save()
    audit.record(what="check_in_link.made", about=link, by=by, participant_id=mine.pk)
    return link, secret


@transaction.atomic
def send_link(*, participant: Participant, by: Viewer, at: datetime, key: str = "") -> str:
    """Ask "how are you?" by text, else by e-mail, as they allow. Answers by which way it goes.

    `key` names the moment it was due, so that it goes once. Raises ValidationError when they allow neither way.
    """
    mine = Participant.objects.select_for_update(of=("self",)).select_related("person").get(pk=participant.pk)
    way = next((way for way in WAYS if may(mine, way, at=at)), None)
    if way is None:
        raise ValidationError(
            _("They have not said yes to texts or e-mail. Make a link and show it, or ask them in person.")
        )
    link, secret = make_link(participant=mine, by=by, at=at)
    sent = outbox.put(
        participant=mine,
        channel=way,
        words=Words.HOW_ARE_YOU,
        link=reverse("coaching:check_in_by_link", args=[secret]),
        key=key or f"check_in:{link.pk}",
        use_until=link.expires_at,
        by=by,
        at=at,
    )
    if sent is None:
        raise ValidationError(_("We could not send it now. Make a link and show it, or ask them in person."))
    return str(way)


@transaction.atomic
def answer_by_link(*, secret: str, id: UUID, at: datetime, **answers: Any) -> CheckIn:
    """Use a link up. Raises ValidationError when it was used, is too old or never was: all alike."""
    link = waiting_link(secret, at=at, lock=True, or_used_for=id)
    if link is None:
        raise ValidationError(_("This link has been used or is too old. Ask for a new one."))
    participant = link.participant.merged_into or link.participant
    by = Viewer(
        account_id=None,
        person_id=participant.person_id,
        organization_id=participant.organization_id,
        organization_zone=participant.organization.zone,
    )
    row = check_in(id=id, participant=participant, by=by, at=at, came_by=CheckIn.CameBy.LINK, **answers)
    if link.check_in_id is None:
        link.check_in = row
        link.save()
        audit.record(what="check_in_link.used", about=link, by=by, participant_id=participant.pk)
    return row
