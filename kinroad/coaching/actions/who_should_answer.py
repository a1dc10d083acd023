"""Writing down who answers: here, and for one participant."""

from collections.abc import Mapping

from django.db import transaction

from kinroad.audit import actions as audit
from kinroad.coaching.models import AnswererHere, OwnAnswerer
from kinroad.coaching.queries import who_should_answer as queries
from kinroad.people.actions.death import refuse_the_dead
from kinroad.people.actions.stale import refuse_stale
from kinroad.people.models import Organization, Participant
from kinroad.people.rules.viewer import Viewer

Said = Mapping[str, tuple[str, ...]]


@transaction.atomic
def set_answerers_here(*, said: Said, seen: str, by: Viewer) -> None:
    """The organization's contacts: name, phone and words by role. What is empty is taken away."""
    organization = Organization.objects.select_for_update().get(pk=by.organization_id)
    stand = queries.answerers_here(organization.pk)
    refuse_stale(seen, queries.mark_of(stand))
    changed = []
    for role, (name, phone, words) in said.items():
        row = stand.get(role) or AnswererHere(organization=organization, role=role)
        if (row.name, row.phone, row.words) == (name, phone, words):
            continue
        changed.append(role)
        if not (name or phone or words):
            row.delete()
            continue
        row.name, row.phone, row.words = name, phone, words
        row.full_clean()
        row.save()
    if changed:
        audit.record(what="answerers.changed", about=organization, by=by, fields=changed)


@transaction.atomic
def set_own_answerers(*, participant: Participant, said: Said, seen: str, by: Viewer) -> None:
    """Whom the participant asks, at their word: name and phone by role. What is empty is taken away."""
    mine = Participant.objects.select_for_update().get(pk=participant.pk)
    refuse_the_dead(mine)
    stand = queries.own_answerers(mine)
    refuse_stale(seen, queries.mark_of(stand))
    changed = []
    for role, (name, phone, *_) in said.items():
        row = stand.get(role) or OwnAnswerer(organization_id=mine.organization_id, participant=mine, role=role)
        if (row.name or "", row.phone or "") == (name, phone):
            continue
        changed.append(role)
        if not (name or phone):
            row.delete()
            continue
        row.name, row.phone = name, phone
        row.full_clean()
        row.save()
    if changed:
        audit.record(what="own_answerers.changed", about=mine, by=by, participant_id=mine.pk, fields=changed)
