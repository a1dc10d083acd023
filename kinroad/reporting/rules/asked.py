"""What somebody asks a report for."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from kinroad.core.months import first_day, write_month
from kinroad.service_log.rules.tally import Question


@dataclass(frozen=True)
class Asked:
    """Whole months, and of what. `to_share`: the version without small counts."""

    first: int
    last: int
    to_share: bool
    site: UUID | None = None
    program: UUID | None = None
    peer_leader: UUID | None = None

    def question(self, organization_id: UUID, *, led_by: frozenset[UUID] | None = None) -> Question:
        """The same, put to the service log."""
        return Question(
            organization_id,
            self.first,
            self.last,
            site=self.site,
            program=self.program,
            peer_leader=self.peer_leader,
            led_by=led_by,
        )

    @property
    def first_day(self) -> date:
        """The day the first month begins."""
        return first_day(self.first)

    @property
    def last_day(self) -> date:
        """The day the last month begins."""
        return first_day(self.last)

    @property
    def chosen(self) -> dict[str, str]:
        """What the form shows as chosen."""
        of = {"site": self.site, "program": self.program, "peer_leader": self.peer_leader}
        return {
            "from": write_month(self.first),
            "to": write_month(self.last),
            **{name: str(value) if value else "" for name, value in of.items()},
        }

    def address(self, **more: object) -> str:
        """The part of an address after the question mark. `month` narrows to one month."""
        if month := more.pop("month", None):
            more |= {"from": write_month(month), "to": write_month(month)}  # type: ignore[arg-type]
        facts = {**self.chosen, **more}
        if self.to_share:
            facts["version"] = "to_share"
        return urlencode({name: value for name, value in facts.items() if value not in (None, "")})
