"""A participant's consents and where each stands."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404

from kinroad.consent.models import Consent, Disclosure, Revocation
from kinroad.consent.rules.standing import Recipient, Standing, receives, standing
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one


@dataclass(frozen=True)
class Given:
    """One consent: what ended it, if anything, and where it stands."""

    consent: Consent
    ended: Revocation | None
    standing: Standing

    @property
    def stands(self) -> bool:
        """Whether something may leave under it now."""
        return self.standing in (Standing.STANDS, Standing.NOT_YET)


def consents_of(participant: Participant, *, at: datetime) -> list[Given]:
    """Every consent of a participant, the newest first. Three queries."""
    rows = Consent.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant)
    ).order_by("-given_at", "-pk")
    ended = {
        row.consent_id: row
        for row in Revocation.objects.filter(
            organization_id=participant.organization_id, consent__participant__in=ids_of_one(participant)
        ).select_related("by")
    }
    return [_given(row, ended.get(row.pk), at=at) for row in rows.select_related("witness")]


def get_consent(consent_id: UUID, *, participant: Participant, at: datetime) -> Given:
    """One consent of this participant. Raises Http404 for an unknown one and for another's alike."""
    rows = Consent.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), pk=consent_id
    )
    found = rows.select_related("participant__person", "witness").first()
    if found is None:
        raise Http404
    return _given(found, end_of(found), at=at)


def end_of(consent: Consent) -> Revocation | None:
    """What ended a consent before its day."""
    found: Revocation | None = Revocation.objects.filter(
        organization_id=consent.organization_id, consent=consent
    ).first()
    return found


def consents_for(participant: Participant, *, recipient: Recipient, purpose: str, at: datetime) -> list[Consent]:
    """The consents that stand now for this recipient and purpose, the newest first."""
    return [
        each.consent
        for each in consents_of(participant, at=at)
        if each.standing == Standing.STANDS
        and each.consent.purpose == purpose
        and receives(each.consent.terms(ended=each.ended), recipient)
    ]


def left_under(consent: Consent, *, most: int = 50) -> list[Disclosure]:
    """What left under a consent, the newest first."""
    rows = Disclosure.objects.filter(organization_id=consent.organization_id, consent=consent)
    return list(rows.select_related("by").order_by("-at", "-pk")[:most])


def left_since(consents: Collection[Consent], *, since: datetime) -> int:
    """How much left under these consents at this moment or later; what supporters looked at is theirs alone."""
    theirs = [each for each in consents if each.kind != Consent.Kind.SUPPORTER]
    if not theirs:
        return 0
    rows = Disclosure.objects.filter(organization_id=theirs[0].organization_id, consent__in=theirs, at__gte=since)
    return rows.count()


def _given(consent: Consent, ended: Revocation | None, *, at: datetime) -> Given:
    return Given(consent, ended, standing(consent.terms(ended=ended), at=at))
