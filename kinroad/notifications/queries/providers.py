"""Which ways of sending this organization has."""

from django.conf import settings

from kinroad.notifications.models import Outgoing, Provider
from kinroad.people.models import Organization

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


def organizations_with_texts() -> list[Organization]:
    """The organizations whose texts the provider carries, and to whom its news are."""
    on = Provider.objects.filter(channel=TEXT, is_on=True, organization__is_demo=False)
    return list(Organization.objects.filter(pk__in=on.values("organization")).order_by("pk"))
