"""Practical help on the first pages: what a helper said yes to, and what a coordinator looks after."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kinroad.people.rules.roles import COORDINATING_ROLES
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.models import Take
from kinroad.practical_help.queries.helping import Mine, ended_for, helping
from kinroad.practical_help.queries.nobody_took import how_many_to_look_after
from kinroad.practical_help.queries.stock import running_low
from kinroad.resources.queries.referral import how_many_late
from kinroad.workforce.queries.clearance import ending_checks


@dataclass(frozen=True)
class HelpToday:
    """What a helper said yes to, and what changed for them."""

    mine: list[Mine]
    ended: list[Take]

    @property
    def shown(self) -> list[UUID]:
        """The participants this names: only where both said yes."""
        return [each.participant_id for each in self.mine if each.participant_id]


@dataclass(frozen=True)
class HelpToLookAfter:
    """For a coordinator: asks nobody took and money that waits, things that run low, checks that ended or end soon, and
    referrals whose day to ask went by."""

    untaken: int
    low: int
    checks: int
    late_referrals: int = 0


def help_today(viewer: Viewer, *, at: datetime) -> HelpToday:
    """What stands on Today of a helper."""
    return HelpToday(mine=helping(viewer), ended=ended_for(viewer, at=at))


def help_to_look_after(viewer: Viewer, *, day: date) -> HelpToLookAfter:
    """What stands on Program."""
    assert viewer.has(*COORDINATING_ROLES)
    return HelpToLookAfter(
        untaken=how_many_to_look_after(viewer, day=day),
        low=running_low(viewer),
        checks=ending_checks(viewer, today=day),
        late_referrals=how_many_late(viewer, day=day),
    )
