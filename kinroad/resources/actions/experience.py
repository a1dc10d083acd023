"""How it was: written, taken back by its author, hidden by an editor."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import meets_the_first
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.models import Experience, ServiceAtLocation
from kinroad.resources.queries.experience import author_key


@meets_the_first(Experience, whose=lambda place, by, **rest: {"place_id": place.pk, "author_key": author_key(by)})
def say_how_it_was(
    *, id: UUID, place: ServiceAtLocation, helped: str, words: str, by: Viewer, at: datetime
) -> Experience:
    """Keep somebody's words, in place of what they said of it before. The audit line does not name them either."""
    ServiceAtLocation.objects.select_for_update().get(organization_id=by.organization_id, pk=place.pk)
    for earlier in _own(place, by):
        _blank(earlier, at)
    row = Experience(
        id=id,
        organization_id=by.organization_id,
        place=place,
        author_key=author_key(by),
        helped=helped,
        words=words or None,
        written_at=at,
    )
    row.full_clean(exclude=["organization", "place"])
    row.save(force_insert=True)
    audit.record(what="experience.written", about=row, by=_nobody(by))
    return row


@transaction.atomic
def take_back(*, place: ServiceAtLocation, by: Viewer, at: datetime) -> int:
    """Take one's own words back: they and the key of their author are gone. Answers how many there were."""
    rows = _own(place, by)
    for row in rows:
        _blank(row, at)
        audit.record(what="experience.taken_back", about=row, by=_nobody(by))
    return len(rows)


@transaction.atomic
def hide_experience(*, experience_id: UUID, hidden: str, by: Viewer, at: datetime) -> Experience:
    """Hide words from everyone but their author, with a reason; without one, show them again.

    Raises Http404 for words that are not there.
    """
    row = (
        Experience.objects.select_for_update()
        .filter(organization_id=by.organization_id, pk=experience_id, withdrawn_at=None)
        .first()
    )
    if row is None:
        raise Http404
    if hidden not in Experience.Hidden.values:
        raise ValidationError({"hidden": _("Choose why you hide it.")})
    row.hidden = hidden
    row.hidden_at, row.hidden_by_id = (at, by.who) if hidden else (None, None)
    row.save(update_fields=["hidden", "hidden_at", "hidden_by"])
    audit.record(what="experience.hidden" if hidden else "experience.shown", about=row, by=by, fields=["hidden"])
    return row


def _own(place: ServiceAtLocation, by: Viewer) -> list[Experience]:
    return list(
        Experience.objects.select_for_update().filter(
            organization_id=by.organization_id, place=place, author_key=author_key(by), withdrawn_at=None
        )
    )


def _blank(row: Experience, at: datetime) -> None:
    row.words, row.author_key, row.withdrawn_at = None, "", at
    row.save(update_fields=["words", "author_key", "withdrawn_at"])


def _nobody(by: Viewer) -> Viewer:
    """Who used a service stands in no trail: somebody of this organization did it."""
    return Viewer.system(by.organization_id, by.organization_zone)
