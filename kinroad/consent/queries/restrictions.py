"""What a participant asked us not to share."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404

from kinroad.consent.models import Restriction, RestrictionAnswer
from kinroad.consent.rules.restriction import Held
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one


@dataclass(frozen=True)
class Wish:
    """One of them, with our answer; it holds until we say that we cannot."""

    restriction: Restriction
    answer: RestrictionAnswer | None

    @property
    def holds(self) -> bool:
        """Whether it keeps something here now."""
        return self.answer is None or self.answer.outcome == RestrictionAnswer.Outcome.AGREED


def restrictions_of(participant: Participant) -> list[Wish]:
    """Those they did not lift, the newest first. Two queries."""
    rows = Restriction.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), ended_at=None
    )
    return _wishes(list(rows.order_by("-asked_at", "-pk")))


def get_restriction(restriction_id: UUID, *, participant: Participant) -> Wish:
    """One of them. Raises Http404, alike for an unknown or lifted one and for another's."""
    rows = Restriction.objects.filter(
        organization_id=participant.organization_id,
        participant__in=ids_of_one(participant),
        ended_at=None,
        pk=restriction_id,
    )
    found = _wishes(list(rows))
    if not found:
        raise Http404
    return found[0]


def _wishes(rows: list[Restriction]) -> list[Wish]:
    if not rows:
        return []
    answers = RestrictionAnswer.objects.filter(
        organization_id=rows[0].organization_id, restriction__in=[each.pk for each in rows]
    )
    said = {each.restriction_id: each for each in answers.select_related("by")}
    return [Wish(each, said.get(each.pk)) for each in rows]


def held_of(participant: Participant) -> list[Held]:
    """Those that hold, as the rules read them; also for a record that was merged into another."""
    stands = participant.merged_into or participant
    declined = RestrictionAnswer.objects.filter(
        organization_id=stands.organization_id,
        restriction=OuterRef("pk"),
        outcome=RestrictionAnswer.Outcome.DECLINED,
    )
    rows = Restriction.objects.filter(
        ~Exists(declined),
        organization_id=stands.organization_id,
        participant__in=ids_of_one(stands),
        ended_at=None,
    )
    return [Held(each.recipient or "", frozenset(each.classes)) for each in rows]
