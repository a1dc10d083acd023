"""What the purge does to consents and to the accounting of disclosures, which have a day of their own."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from kinroad.consent.models import Consent, Disclosure, Supporter
from kinroad.core.purging import Part

PARTS = [Part(Supporter, remove=True)]


def kept_after(organization_id: UUID, moment: datetime) -> tuple[QuerySet[Consent], QuerySet[Disclosure]]:
    """Consents given and disclosures made after this moment: whose they are, theirs are kept."""
    own = {"organization_id": organization_id}
    return (Consent.objects.filter(**own, given_at__gt=moment), Disclosure.objects.filter(**own, at__gt=moment))
