"""Switching a provider on and off."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.notifications.models import Provider
from kinroad.notifications.queries.providers import is_set_up, provider_of
from kinroad.people.models import Organization
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def set_provider(*, channel: str, by: Viewer, today: date, **facts: Any) -> Provider:
    """Write down who carries this channel, and switch it on or off.

    Raises ValidationError when it should be on without the agreement's day, without the carriers' registration
    (texts), without a number to call for whoever asks for help, or when the server knows no provider.
    """
    organization = Organization.objects.select_for_update().get(pk=by.organization_id)
    provider = provider_of(organization, channel)
    changed = [name for name, value in facts.items() if getattr(provider, name) != value]
    for name in changed:
        setattr(provider, name, facts[name])
    if provider.is_on:
        _refuse_what_is_missing(provider, organization, today=today)
    provider.full_clean()
    provider.save()
    if changed:
        audit.record(what="provider.set", about=provider, by=by, fields=changed)
    return provider


def _refuse_what_is_missing(provider: Provider, organization: Organization, *, today: date) -> None:
    missing = {}
    if provider.agreed_on is None:
        missing["agreed_on"] = _("Enter the day the agreement was signed. Then it can be switched on.")
    elif provider.agreed_on > today:
        missing["agreed_on"] = _("This day has not come yet.")
    if provider.channel == "text" and not provider.registration:
        missing["registration"] = _("Enter the registration with the carriers. Then it can be switched on.")
    if not organization.phone:
        missing["is_on"] = _("Enter the organization's phone number first: whoever asks for help is told to call it.")
    elif not is_set_up(provider.channel):
        missing["is_on"] = _("The server's settings name no provider yet. Ask whoever keeps the server.")
    if missing:
        raise ValidationError(missing)
