"""Referrals that told a service who comes, under a consent."""

from kinroad.consent.models import Consent
from kinroad.resources.models import Referral
from kinroad.resources.rules.referral import STANDING

MOST = 50


def open_under(consent: Consent) -> list[Referral]:
    """The referrals still under way that told who comes under this consent, the newest first. One query."""
    rows = Referral.objects.filter(
        organization_id=consent.organization_id,
        participant_id=consent.participant_id,
        disclosure__consent=consent,
        state__in=sorted(STANDING),
    )
    return list(rows.select_related("service_at_location").order_by("-made_on", "-pk")[:MOST])
