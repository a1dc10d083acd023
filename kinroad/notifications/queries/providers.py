"""Which ways of sending this organization has."""

from django.conf import settings

from kinroad.notifications.models import Outgoing, Provider
from kinroad.people.models import Organization
from kinroad.people.rules.phones import as_e164

TEXT, EMAIL = Outgoing.Channel.TEXT, Outgoing.Channel.EMAIL


def provider_of(organization: Organization, channel: str) -> Provider:
    """Who carries this channel; a new one, not saved, when nothing was written down yet."""
    met = Provider.objects.filter(organization=organization, channel=channel).first()
    return met or Provider(organization=organization, channel=channel)


def is_set_up(channel: str) -> bool:
    """Whether the server's settings name a provider for this channel."""
    return bool(settings.KINROAD_TEXT_URL if channel == TEXT else settings.KINROAD_EMAIL)


def is_offered(organization: Organization, channel: str) -> bool:
    """Whether messages of this channel can go out. The demo writes files; nobody else pretends."""
    if organization.is_demo:
        return True
    on = Provider.objects.filter(organization=organization, channel=channel, is_on=True)
    return is_set_up(channel) and on.exists()


def sender_of(organization: Organization) -> str:
    """The number or messaging service the texts of this organization come from."""
    return provider_of(organization, TEXT).sender or settings.KINROAD_TEXT_FROM


def organizations_texted_at(*names: str) -> list[Organization]:
    """Whose text came in: the organizations that send from this number or messaging service.

    When none does by that name it is meant for all whose texts the provider carries: then STOP holds in each of them.
    """
    on = Provider.objects.filter(channel=TEXT, is_on=True, organization__is_demo=False)
    senders = {pk: sender or settings.KINROAD_TEXT_FROM for pk, sender in on.values_list("organization", "sender")}
    meant = {each for name in names if name for each in (name, as_e164(name))}
    served = [pk for pk, sender in senders.items() if sender in meant] or list(senders)
    return list(Organization.objects.filter(pk__in=served).order_by("pk"))
