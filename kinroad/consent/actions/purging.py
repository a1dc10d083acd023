"""What the purge does to consents and to the accounting of disclosures, which have a day of their own."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from kinroad.consent.models import (
    Consent,
    CorrectionAnswer,
    CorrectionStatement,
    Disclosure,
    RestrictionAnswer,
    Revocation,
    Supporter,
)
from kinroad.core.purging import Part

PARTS = [
    Part(Supporter, remove=True),
    Part(CorrectionAnswer, whose="correction__participant"),
    Part(CorrectionStatement, whose="correction__participant"),
    Part(RestrictionAnswer, whose="restriction__participant"),
    Part(Revocation, whose="consent__participant"),
]


def kept_after(organization_id: UUID, moment: datetime) -> tuple[QuerySet[Consent], QuerySet[Disclosure]]:
    """Consents given and disclosures made after this moment: whose they are, theirs are kept."""
    own = {"organization_id": organization_id}
    return (Consent.objects.filter(**own, given_at__gt=moment), Disclosure.objects.filter(**own, at__gt=moment))
