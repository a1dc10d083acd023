"""The report on support given, for those who run the program and for those it is shared with."""

from uuid import UUID

from kinroad.core.months import months_between
from kinroad.people.models import Site
from kinroad.people.rules.viewer import Viewer
from kinroad.reporting.queries.places import led_by
from kinroad.reporting.rules.asked import Asked
from kinroad.reporting.rules.report import Report, program_report, shared_report
from kinroad.reporting.rules.shared import Occasions, SharedMonth, shared_month
from kinroad.service_log.models import Activity
from kinroad.service_log.queries import figures
from kinroad.service_log.rules.tally import Question


def support(asked: Asked, *, viewer: Viewer) -> Report:
    """Support given, in the version that was asked for."""
    if asked.to_share:
        return support_to_share(asked, organization_id=viewer.organization_id)
    return support_in_program(asked.question(viewer.organization_id, led_by=led_by(viewer)))


def support_in_program(question: Question) -> Report:
    """Every count, in five passes over the log."""
    return program_report(
        figures.tallies(question),
        figures.contact_tallies(question),
        figures.served(question),
        people_by_month=figures.people_by_month(question),
        without_record=sum(figures.without_record(question).values()),
        first=question.first,
        last=question.last,
    )


def support_to_share(asked: Asked, *, organization_id: UUID) -> Report:
    """What may be shared. What is hidden is decided from every site, whichever was asked for."""
    everything = Question(organization_id, asked.first, asked.last)
    sites = [*Site.objects.filter(organization_id=organization_id).order_by("pk").values_list("pk", flat=True), None]
    by_site = figures.people_by_site(everything)
    return shared_report(
        shared_months(everything, sites=sites),
        people=figures.people(everything) if asked.site is None else by_site.get(asked.site, 0),
        people_by_site=by_site,
        sites=sites if by_site.get(None) else sites[:-1],
        activities=Activity.values,
        site=asked.site,
        first=asked.first,
        last=asked.last,
    )


def shared_months(everything: Question, *, sites: list[UUID | None]) -> dict[int, SharedMonth]:
    """Each month as it may be shared."""
    tallies, contacts = figures.tallies(everything), figures.contact_tallies(everything)
    apart = figures.without_record(everything)
    return {
        month: shared_month(
            [row for row in tallies if row.month == month],
            Occasions(
                contacts=sum(row.contacts for row in contacts if row.month == month),
                minutes=sum(row.minutes for row in contacts if row.month == month),
                without_record=apart.get(month, 0),
            ),
            sites=sites,
            activities=Activity.values,
        )
        for month in months_between(everything.first, everything.last)
    }
