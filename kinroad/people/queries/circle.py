"""Sight: whom a viewer may see, decided from people alone."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from kinroad.core.prepared import Moment, Prepared, PreparedRows
from kinroad.people.models import CircleRow, Participant, RoleHeld, Supervision, Why
from kinroad.people.rules.roles import WORKING_ROLES
from kinroad.people.rules.viewer import Viewer

NOBODY = UUID(int=0)


def participants_seen_by(viewer: Viewer) -> QuerySet[Participant]:
    """The participants this viewer may see, merged ones left out (their survivors stand for them).

    A row that names the participant, or one of those merged into them; a row of their whole program or site unless
    they hold a working role themselves; or supervision of the peer leader who walks with them; or emergency sight
    of them, until it ends.
    A viewer without a person sees nobody.
    """
    return participants_in_sight(organization=viewer.organization_id, person=viewer.person_id or NOBODY)


def participants_in_sight(*, organization: UUID, person: UUID) -> QuerySet[Participant]:
    """The same for a person's id, as prepared questions need it."""
    mine = CircleRow.objects.filter(organization_id=organization, person_id=person, ended_at=None)
    supervised = CircleRow.objects.filter(
        organization_id=organization,
        ended_at=None,
        why=Why.MATCH,
        person__in=Supervision.objects.filter(organization_id=organization, supervisor_id=person, ended_on=None).values(
            "peer_leader__person"
        ),
    )
    works_here = RoleHeld.objects.filter(
        organization_id=organization,
        person=OuterRef("person"),
        ended_at=None,
        role__in=[role.value for role in WORKING_ROLES],
    )
    merged = Participant.objects.filter(organization_id=organization, merged_into__isnull=False)
    named = mine.filter(participant__isnull=False).values("participant")
    urgent = ahead().filter(organization_id=organization, person_id=person).values("participant")
    under = supervised.values("participant")
    sees_everyone_in = Q(program__in=mine.filter(program__isnull=False).values("program")) | Q(
        site__in=mine.filter(site__isnull=False).values("site")
    )
    return Participant.objects.filter(
        Q(pk__in=named)
        | Q(pk__in=under)
        | Q(pk__in=urgent)
        | Q(pk__in=merged.filter(Q(pk__in=named) | Q(pk__in=under) | Q(pk__in=urgent)).values("merged_into"))
        | (sees_everyone_in & ~Exists(works_here)),
        organization_id=organization,
        merged_into=None,
        purged_on=None,
    )


def ahead() -> QuerySet[CircleRow]:
    """The rows whose end is written and has not come: emergency sight in force."""
    return CircleRow.objects.filter(why=Why.EMERGENCY, participant__isnull=False, ended_at__gt=Moment())


def in_sight(organization: UUID, person: UUID) -> Exists:
    """Of rows with a participant: those whose participant this person sees. Asked row by row, never for everyone."""
    sight = participants_in_sight(organization=organization, person=person)
    return Exists(sight.filter(pk=OuterRef("participant_id")))


def in_sight_of(viewer: Viewer) -> Exists:
    """Of rows with a participant: those whose participant this viewer sees."""
    return in_sight(viewer.organization_id, viewer.person_id or NOBODY)


SEEN = PreparedRows(
    Participant,
    lambda organization, person, participant: participants_in_sight(organization=organization, person=person).filter(
        pk=participant
    ),
    beside="person",
)


def get_participant(participant_id: UUID, *, viewer: Viewer) -> Participant:
    """The participant, with their person. Raises Http404, alike for an unknown id and for one out of sight."""
    who = viewer.person_id or NOBODY
    found = SEEN.first(organization=viewer.organization_id, person=who, participant=participant_id)
    if found is None:
        raise Http404
    return found


def own_participant(viewer: Viewer) -> Participant:
    """The viewer as a participant, with their person, site and organization. Raises Http404 when they are none."""
    rows = Participant.objects.filter(organization_id=viewer.organization_id, pk=viewer.participant_id or NOBODY)
    found = rows.select_related("person", "site", "organization").first()
    if found is None:
        raise Http404
    return found


WHYS = Prepared(
    lambda organization, person, participant, program, site: (
        CircleRow.objects.filter(organization_id=organization, person=person)
        .filter(Q(ended_at=None) | Q(ended_at__gt=Moment()))
        .filter(
            Q(participant=participant) | Q(participant__merged_into=participant) | Q(program=program) | Q(site=site)
        )
        .values_list("why")
    )
)


def why_seen(participant: Participant, *, viewer: Viewer) -> str:
    """The reason in force why this viewer sees this participant, the nearest first. One query."""
    rows = WHYS(
        organization=viewer.organization_id,
        person=viewer.person_id or NOBODY,
        participant=participant.pk,
        program=participant.program_id or NOBODY,
        site=participant.site_id or NOBODY,
    )
    whys = {why for (why,) in rows}
    return next((why for why in (Why.MATCH, Why.COORDINATION, *Why) if why in whys), Why.SUPERVISION)


def survivor_of(participant_id: UUID, *, viewer: Viewer) -> UUID | None:
    """Who stands for a merged participant, if the viewer may see them. None alike for everyone else."""
    merged = Participant.objects.filter(
        organization_id=viewer.organization_id, pk=participant_id, merged_into__isnull=False
    )
    seen = participants_seen_by(viewer).filter(pk__in=merged.values("merged_into"))
    return seen.values_list("pk", flat=True).first()


MERGED_INTO = Prepared(
    lambda organization, participant: Participant.objects.filter(
        organization_id=organization, merged_into=participant
    ).values_list("pk")
)


def ids_of_one(participant: Participant) -> list[UUID]:
    """The ids under which this participant's history stands: their own and those merged into them."""
    merged = MERGED_INTO(organization=participant.organization_id, participant=participant.pk)
    return [participant.pk, *(pk for (pk,) in merged)]
