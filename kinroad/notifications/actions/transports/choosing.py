"""Which transport carries a message."""

from django.conf import settings
from django.urls import reverse

from kinroad.notifications.actions.transports.development import ConsoleTransport, FileTransport
from kinroad.notifications.actions.transports.mail import MailTransport
from kinroad.notifications.actions.transports.web import WebTransport
from kinroad.notifications.queries.providers import EMAIL, is_offered, sender_of
from kinroad.notifications.rules.letter import Transport
from kinroad.people.models import Organization


def transport_for(organization: Organization, channel: str) -> Transport | None:
    """The way out for this channel, or None when nothing is switched on. The demo never reaches a provider."""
    if not is_offered(organization, channel):
        return None
    if organization.is_demo:
        folder = settings.KINROAD_DATA / "not-sent"
        return ConsoleTransport() if settings.KINROAD_DEMO_TEXTS == "console" else FileTransport(folder)
    if channel == EMAIL:
        return MailTransport()
    return WebTransport(
        address=settings.KINROAD_TEXT_URL,
        account=settings.KINROAD_TEXT_ACCOUNT,
        secret=settings.KINROAD_TEXT_TOKEN,
        sender=sender_of(organization),
        tell=f"{settings.KINROAD_ADDRESS}{reverse('notifications:text_status')}" if settings.KINROAD_ADDRESS else "",
        key_header=settings.KINROAD_TEXT_KEY_HEADER,
    )
