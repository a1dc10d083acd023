"""Who answers what a note touches, with the numbers that are known here and for one participant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from kinroad.coaching.models import AnswererHere, AnswererRole, OwnAnswerer
from kinroad.coaching.rules.who_should_answer import Answerer
from kinroad.people.models import Participant

ROLES: dict[Answerer, tuple[str, ...]] = {
    Answerer.HARM: (AnswererRole.CHILD_PROTECTION, AnswererRole.ADULT_PROTECTION),
    Answerer.MEDICATION: (AnswererRole.PRESCRIBER,),
    Answerer.HEALTH: (AnswererRole.CLINICIAN,),
    Answerer.LEGAL: (AnswererRole.ATTORNEY,),
    Answerer.STEPS: (AnswererRole.SPONSOR,),
}


@dataclass(frozen=True)
class Number:
    """Someone to call: whose (the participant's own, or ours), under which name."""

    role: str
    name: str
    phone: str
    own: bool
    words: str = ""

    @property
    def label(self) -> str:
        """The role in words."""
        return str(AnswererRole(self.role).label)


def answerers_here(organization_id: UUID) -> dict[str, AnswererHere]:
    """The organization's contacts by role."""
    return {row.role: row for row in AnswererHere.objects.filter(organization_id=organization_id)}


def own_answerers(participant: Participant) -> dict[str, OwnAnswerer]:
    """Whom a participant asks, by role. Whoever asks must already be allowed to see the participant."""
    mine = OwnAnswerer.objects.filter(organization_id=participant.organization_id, participant=participant)
    return {row.role: row for row in mine}


def mark_of(stand: Mapping[str, AnswererHere | OwnAnswerer]) -> list[object]:
    """What a page about these was drawn from."""
    return [(role, row.name or "", row.phone or "", getattr(row, "words", "")) for role, row in sorted(stand.items())]


def numbers(
    answers: Iterable[Answerer], *, organization_id: UUID, participant: Participant | None = None
) -> dict[str, list[Number]]:
    """For each kind of answer whom to call: the participant's own first, then the organization's."""
    wanted = {answer: ROLES[answer] for answer in answers if answer in ROLES}
    if not wanted:
        return {}
    own = own_answerers(participant) if participant is not None else {}
    here = answerers_here(organization_id)
    told: dict[str, list[Number]] = {}
    for answer, roles in wanted.items():
        theirs = [Number(role, own[role].name or "", own[role].phone or "", own=True) for role in roles if role in own]
        ours = [
            Number(role, here[role].name, here[role].phone, own=False, words=here[role].words)
            for role in roles
            if role in here
        ]
        told[str(answer)] = theirs + ours
    return told


def everyone_to_ask(participant: Participant) -> list[Number]:
    """Everyone this participant could ask: their own first, then ours, in the order of the roles."""
    own, here = own_answerers(participant), answerers_here(participant.organization_id)
    theirs = [
        Number(role, own[role].name or "", own[role].phone or "", own=True) for role in AnswererRole if role in own
    ]
    return theirs + [
        Number(role, here[role].name, here[role].phone, own=False, words=here[role].words)
        for role in AnswererRole
        if role in here
    ]
