"""What Roger lets his probation officer and a house know, and who stands by Elizabeth."""

from datetime import date, timedelta
from typing import Any

from kinroad.consent.actions.consent import give
from kinroad.consent.actions.letter import write_letter
from kinroad.consent.actions.supporter import invite, say_okay
from kinroad.consent.rules.draft import Draft, Signature
from kinroad.consent.rules.kinds import Kind
from kinroad.consent.rules.parts import Part
from kinroad.core.ids import uuid7
from kinroad.core.time import as_of, now
from kinroad.demo.check_ins import called, oneself
from kinroad.demo.staff import House
from kinroad.demo.walking import worker


def share(house: House, *, today: date) -> None:
    """A letter for a case that waits for Roger's yes; a house that may know his name; a sister who sees a little."""
    roger, elizabeth = called(house, "roger"), called(house, "elizabeth")
    with as_of(now() - timedelta(days=10)):
        case = give(
            draft=_until(
                today,
                kind=Kind.JUSTICE,
                classes=("name", "taking_part"),
                recipient_kind="person",
                recipient="Denver Probation, Officer Ortiz",
                purpose="case",
                case="Denver District Court, case 26-117",
            ),
            **_signed(roger, "Roger"),
        )
        house_yes = _until(
            today,
            kind=Kind.SPECIFIC,
            classes=("name", "contact"),
            recipient_kind="agency",
            recipient="Cottonwood House",
            purpose="referral",
            purpose_words="A room of my own.",
        )
        give(draft=house_yes, **_signed(roger, "Roger"))
        sister = _until(
            today,
            kind=Kind.SUPPORTER,
            classes=("okay", "gatherings"),
            recipient_kind="person",
            recipient="Sara",
            purpose="stand_by_me",
        )
        invite(draft=sister, **_signed(elizabeth, "Elizabeth"))
    say_okay(participant=elizabeth, by=oneself(elizabeth), on=today, at=now())
    parts = [Part("name", "Name", (roger.person.full_name or roger.person.called,))]
    tomas = worker(house, house.leaders["tomas"])
    write_letter(id=uuid7(), consent=case, parts=parts, by=tomas, at=now())


def _until(today: date, **facts: Any) -> Draft:
    return Draft(expires_on=today + timedelta(days=80), **facts)


def _signed(participant: Any, name: str) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "participant": participant,
        "signature": Signature(name, "typed"),
        "language": "en",
        "by": oneself(participant),
        "at": now(),
    }
