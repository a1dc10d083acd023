"""The words of a message, made only when it goes out."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from kinroad.design.formats import phone
from kinroad.notifications.models import Outgoing, Words
from kinroad.notifications.rules.letter import Letter


def letter_of(row: Outgoing) -> Letter:
    """The message in its language, under the discreet name, with its link."""
    organization = row.organization
    with translation.override(row.language):
        said = str(Words(row.words).label) % {"name": organization.discreet_name, "phone": phone(organization.phone)}
        parts = [said, *([f"{settings.KINROAD_ADDRESS}{row.link}"] if row.link else [])]
        if row.channel == Outgoing.Channel.EMAIL:
            parts.append(_the_way_out(row))
    joined = "\n\n" if row.channel == Outgoing.Channel.EMAIL else " "
    return Letter(key=str(row.pk), number=row.number, subject=organization.discreet_name, body=joined.join(parts))


def _the_way_out(row: Outgoing) -> str:
    if row.zone:
        return _("You gave us this address for this one thing. Nothing else comes to it.")
    return _("You choose on your own page what we send you.")
