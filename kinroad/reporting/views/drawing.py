"""What the page needs to draw a report: bars, words for months, addresses of lists."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kinroad.core.months import first_day
from kinroad.design.formats import month_short, number
from kinroad.reporting.rules.asked import Asked
from kinroad.reporting.rules.report import Report
from kinroad.service_log.rules.tally import TYPES


@dataclass(frozen=True)
class Drawing:
    """One report on a page."""

    report: Report
    asked: Asked

    def day(self, month: int) -> date:
        """A month for the filters that say one."""
        return first_day(month)

    @property
    def labels(self) -> list[str]:
        """Under the bars."""
        return [month_short(first_day(row.key)) for row in self.report.months]  # type: ignore[arg-type]

    def bars(self, kind: str) -> list[int | str | None]:
        """Above the bars: a count, nothing where it is small, words where it is hidden for another's sake."""
        cells = [row.types[kind] for row in self.report.months]
        return [cell.value if not cell.hidden or cell.small else _("hidden") for cell in cells]

    @property
    def top(self) -> int:
        """The greatest count, so that the four charts share a scale."""
        return max((row.types[kind].value or 0 for row in self.report.months for kind in TYPES), default=0) or 1

    @property
    def people(self) -> str:
        """How many people, in words."""
        found = self.report.people
        count = found.value if found.value is not None else found.at_least
        if count is None:
            return _("fewer than 11 people")
        if self.report.shared and count:
            return _("%(count)s people or more") % {"count": number(count)}
        return ngettext("%(count)s person", "%(count)s people", count) % {"count": number(count)}

    def lines(self, **part: object) -> str:
        """The list of support behind a number; none in what is shared."""
        return "" if self.report.shared else f"{reverse('reporting:support_lines')}?{self.asked.address(**part)}"

    def persons(self, **part: object) -> str:
        """The list of people behind a number; none in what is shared."""
        return "" if self.report.shared else f"{reverse('reporting:support_people')}?{self.asked.address(**part)}"
