"""The proposal for everyone who waits: made, settled in parts, and asked once a person confirms."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.actions import match as matching
from kinroad.coaching.models import Match, MatchingDraft, MatchingEdit, MatchingLine
from kinroad.coaching.queries import best_match as queries
from kinroad.coaching.queries.matching import leader_by_id
from kinroad.core.tasks import later
from kinroad.core.time import now, today
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer

AT_ONCE = 20_000  # people times peer leaders worked out while the page waits; more is the worker's
ASKED_AT_ONCE = 40  # pairs asked while the page waits; more is the worker's
ROWS = 2_000  # lines written in one transaction: nobody else waits long for the database
State, Says, What = MatchingDraft.State, MatchingLine.Says, MatchingEdit.What


def make(*, by: Viewer) -> MatchingDraft:
    """Make the coordinator's proposal, or make it again around what they settled. It asks nobody."""
    assert by.person_id is not None, "a proposal belongs to a person"
    with transaction.atomic():
        draft = _own_draft(by) or MatchingDraft(organization_id=by.organization_id, owner_id=by.person_id)
        at_once = _changed(draft, what="matching.made", by=by)
    return _worked_out(draft, at_once=at_once)


def start_over(*, by: Viewer) -> MatchingDraft:
    """Make the proposal again as if nothing had been settled."""
    with transaction.atomic():
        draft = _standing_draft(by)
        draft.edits.all().delete()
        at_once = _changed(draft, what="matching.started_over", by=by)
    return _worked_out(draft, at_once=at_once)


def settle(
    *, id: UUID, participant: Participant, what: str, by: Viewer, peer_leader: UUID | None = None
) -> MatchingDraft:
    """Keep two together, say not these two, or leave somebody out for now; "free" takes that back. The rest is worked
    out again around it. Raises ValidationError when a hard rule speaks against two who should stay together.
    """
    with transaction.atomic():
        draft = _standing_draft(by)
        if draft.edits.filter(pk=id).exists():
            return draft
        of_theirs = draft.edits.filter(participant=participant)
        if what == "free":
            of_theirs.filter(peer_leader=peer_leader).delete()
        else:
            if what != What.LEFT_OUT:
                _refuse_unknown(peer_leader, by=by)
            if what == What.TOGETHER:
                _refuse_these_two(participant, peer_leader, draft=draft, by=by)
            of_theirs.exclude(what=What.NOT_THESE).delete()
            of_theirs.filter(peer_leader=peer_leader).delete()
            MatchingEdit(
                id=id,
                organization_id=by.organization_id,
                draft=draft,
                what=what,
                participant=participant,
                peer_leader_id=None if what == What.LEFT_OUT else peer_leader,
            ).save()
        at_once = _changed(draft, what="matching.settled", by=by, participant_id=participant.pk)
    return _worked_out(draft, at_once=at_once)


@transaction.atomic
def ask(*, line: UUID, on: date, by: Viewer) -> Match | None:
    """Ask two people of the proposal; None when that was done before. Raises ValidationError with a sentence when
    they cannot be asked any more, and leaves the line where it is.
    """
    draft = _standing_draft(by)
    mine = MatchingLine.objects.filter(organization_id=by.organization_id, draft=draft, pk=line, says=Says.PROPOSED)
    pair = mine.select_related("participant").first()
    if pair is None:
        return None
    match = _ask(pair, on=on, by=by)
    pair.delete()
    return match


def ask_all(*, version: int, on: date, by: Viewer) -> tuple[int, int] | None:
    """Ask everyone on the proposal, as it stood on the page: how many were asked, and how many could not be. None:
    they are many, and the worker asks them. Raises ValidationError when the proposal has changed meanwhile.
    """
    with transaction.atomic():
        draft = _standing_draft(by)
        if draft.shown != version or draft.state != State.READY:
            raise ValidationError(_("The proposal has changed since this page was drawn. Look at it once more."))
        audit.record(what="matching.confirmed", about=draft, by=by)
        if draft.lines.filter(version=version, says=Says.PROPOSED).count() > ASKED_AT_ONCE:
            draft.state = State.ASKING
            draft.save()
            later("coaching.tasks.best_match.ask_everyone", draft.pk)
            return None
    return ask_everyone(draft.pk, on=on, by=by)


def ask_everyone(draft_id: UUID, *, on: date | None = None, by: Viewer | None = None) -> tuple[int, int]:
    """Ask each pair of a confirmed proposal in a transaction of its own; who cannot be asked any more is left."""
    draft = MatchingDraft.objects.select_related("organization").get(pk=draft_id)
    by = by or _owner(draft)
    on = on or today(draft.organization.zone)
    asked = left = 0
    lines = draft.lines.filter(version=draft.shown, says=Says.PROPOSED).order_by("place")
    try:
        for pk in list(lines.values_list("pk", flat=True)):
            try:
                asked += _ask_line(pk, on=on, by=by)
            except ValidationError:
                left += 1
    finally:
        MatchingDraft.objects.filter(pk=draft_id, state=State.ASKING).update(state=State.READY)
    return asked, left


@transaction.atomic
def _ask_line(pk: UUID, *, on: date, by: Viewer) -> int:
    pair = MatchingLine.objects.select_for_update(of=("self",)).filter(pk=pk).select_related("participant").first()
    if pair is None:
        return 0
    _ask(pair, on=on, by=by)
    pair.delete()
    return 1


def _ask(pair: MatchingLine, *, on: date, by: Viewer) -> Match:
    assert pair.peer_leader_id is not None
    matching.lock_both(participant=pair.participant, peer_leader=pair.peer_leader_id)
    if not queries.is_waiting(pair.participant, seen_by=by.person_id):
        raise ValidationError(_("They no longer wait, or somebody has been asked meanwhile."))
    return matching.propose_match(
        participant=pair.participant, peer_leader=pair.peer_leader_id, on=on, by=by, participant_says_yes=False
    )


def work_out(draft_id: UUID) -> None:
    """Work out the proposal as the draft stands, and show it, unless the draft has changed meanwhile.

    The lines are written in small parts beside those shown, so that nobody waits for the database.
    """
    draft = MatchingDraft.objects.get(pk=draft_id)
    rows = _lines_of(draft)
    for start in range(0, len(rows), ROWS):
        MatchingLine.objects.bulk_create(rows[start : start + ROWS], ignore_conflicts=True)
    with transaction.atomic():
        fresh = MatchingDraft.objects.select_for_update().get(pk=draft_id)
        if fresh.version == draft.version:
            fresh.shown, fresh.state, fresh.made_at = draft.version, State.READY, now()
            fresh.save()
    lines = MatchingLine.objects.filter(organization_id=draft.organization_id, draft=draft)
    while ids := list(lines.exclude(version__in=[fresh.shown, fresh.version]).values_list("pk", flat=True)[:ROWS]):
        lines.filter(pk__in=ids).delete()


def _lines_of(draft: MatchingDraft) -> list[MatchingLine]:
    edits = queries.edits_of(draft)
    best = queries.for_everyone(organization_id=draft.organization_id, seen_by=draft.owner_id, edits=edits).best
    said: list[tuple[UUID, UUID | None, str, bool]] = [
        (pair.participant_id, pair.peer_leader_id, Says.PROPOSED, pair.fixed) for pair in best.pairs
    ]
    said += [(each.participant_id, None, Says.NO_PLACE if each.somebody_fits else Says.NOBODY, False)
             for each in best.not_yet]  # fmt: skip
    said += [(each, None, Says.LEFT_OUT, False) for each in queries.still_waiting(edits.left_out, draft=draft)]
    return [
        MatchingLine(
            organization_id=draft.organization_id,
            draft=draft,
            version=draft.version,
            place=place,
            participant_id=participant,
            peer_leader_id=leader,
            says=says,
            fixed=fixed,
        )
        for place, (participant, leader, says, fixed) in enumerate(said)
    ]


def _changed(draft: MatchingDraft, *, what: str, by: Viewer, participant_id: UUID | None = None) -> bool:
    """The draft has changed. True: it is short enough to be worked out at once; else the worker does it."""
    if draft.state == State.ASKING and not draft._state.adding:
        raise ValidationError(_("They are being asked right now. Look again in a moment."))
    draft.version += 1
    draft.state = State.WORKING
    draft.save()
    audit.record(what=what, about=draft, by=by, participant_id=participant_id)
    at_once = queries.how_many_pairs(by) <= AT_ONCE
    if not at_once:
        later("coaching.tasks.best_match.work_out", draft.pk)
    return at_once


def _worked_out(draft: MatchingDraft, *, at_once: bool) -> MatchingDraft:
    if at_once:
        work_out(draft.pk)
    return draft


def _own_draft(by: Viewer) -> MatchingDraft | None:
    rows = MatchingDraft.objects.select_for_update().filter(organization_id=by.organization_id, owner=by.person_id)
    return rows.first()


def _standing_draft(by: Viewer) -> MatchingDraft:
    draft = _own_draft(by)
    if draft is None:
        raise ValidationError(_("Make a proposal first."))
    return draft


def _owner(draft: MatchingDraft) -> Viewer:
    return Viewer(
        account_id=None,
        person_id=draft.owner_id,
        organization_id=draft.organization_id,
        organization_zone=draft.organization.zone,
    )


def _refuse_unknown(peer_leader: UUID | None, *, by: Viewer) -> None:
    if peer_leader is None or leader_by_id(peer_leader, organization_id=by.organization_id) is None:
        raise ValidationError(_("Choose a peer leader from the list."))


def _refuse_these_two(participant: Participant, peer_leader: UUID | None, *, draft: MatchingDraft, by: Viewer) -> None:
    leader = leader_by_id(peer_leader, organization_id=by.organization_id) if peer_leader else None
    assert leader is not None
    matching.refuse_obstacles(participant=participant, leader=leader, by=by)
    if not queries.is_waiting(participant, seen_by=by.person_id):
        raise ValidationError(_("They no longer wait, or somebody has been asked meanwhile."))
    if queries.is_set_aside(participant, leader.pk):
        raise ValidationError(_("One of these two said no before. Choose someone else, or ask them again beside them."))
    beside = draft.edits.filter(what=What.TOGETHER, peer_leader=leader).exclude(participant=participant).count()
    if beside and beside >= queries.places_left(leader):
        raise ValidationError(
            _("You have given all places of this peer leader. Take one back, or choose someone else.")
        )
