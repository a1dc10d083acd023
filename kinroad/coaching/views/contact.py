"""Logging a contact, and changing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kinroad.audit import actions as audit
from kinroad.coaching.actions import contact as actions
from kinroad.coaching.forms.contact import MINUTES, ChangeContactForm, ContactForm, PartNotesForm
from kinroad.coaching.queries import contact as queries
from kinroad.coaching.queries.goal import goals_to_tick, touched_by
from kinroad.coaching.queries.who_should_answer import numbers
from kinroad.coaching.rules.who_should_answer import who_should_answer
from kinroad.core.http import SignedInRequest
from kinroad.core.time import local
from kinroad.people.actions.drafts import forget_draft
from kinroad.people.models import Participant, PeerLeader
from kinroad.people.queries.circle import get_participant, why_seen
from kinroad.people.queries.drafts import draft_of
from kinroad.people.views.doors import for_peer_leaders

FORM = "contact"
SHARED = ("started_at", "minutes", "how", "where_at", "support", "activity", "did", "people_without_record")


@require_safe
@for_peer_leaders
def log(request: SignedInRequest) -> HttpResponse:
    """Who was it with? For a contact that does not start from somebody's line."""
    people = queries.walks_with(request.viewer)
    audit.look_at_list(ids=[each.participant_id for each in people], page="log", viewer=request.viewer)
    return render(request, "coaching/log.html", {"people": people})


@require_http_methods(["GET", "POST"])
@for_peer_leaders
def new_contact(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """The 60-second form."""
    viewer = request.viewer
    participant = get_participant(participant_id, viewer=viewer)
    leader = queries.peer_leader_of(viewer)
    form = _new_form(request, participant, leader)
    if form.carry_out(_write, participant=participant, peer_leader=leader, request=request, zone=form.zone):
        forget_draft(organization_id=viewer.organization_id, form=FORM, about=participant.pk, owner=_owner(viewer))
        return _after(request, form)
    form.refresh_id()
    _look(request, participant)
    return render(request, "coaching/contact.html", {"form": form, "participant": participant, "about": participant.pk})


def _new_form(request: SignedInRequest, participant: Participant, leader: PeerLeader) -> ContactForm:
    viewer = request.viewer
    others = [
        (each.participant_id, each.called)
        for each in queries.walks_with(viewer)
        if each.participant_id != participant.pk
    ]
    form = ContactForm(
        request.POST or None,
        zone=viewer.organization_zone,
        others=others,
        goals=goals_to_tick(participant),
    )
    if not form.is_bound:
        form.initial["how"] = request.GET.get("how") or queries.usual_way(participant)
        form.start_from(
            draft_of(organization_id=viewer.organization_id, form=FORM, about=participant.pk, owner=_owner(viewer))
        )
    return form


def _write(*, participant: Participant, others: frozenset[UUID], request: SignedInRequest, **facts: Any) -> Any:
    more = queries.participants_of(others - {participant.pk}, viewer=request.viewer)
    return actions.write_contact(participants=[participant, *more], by=request.viewer, **facts)


def _owner(viewer: Any) -> UUID:
    owner: UUID = viewer.person_id
    return owner


def _look(request: SignedInRequest, participant: Participant) -> None:
    why = why_seen(participant, viewer=request.viewer)
    audit.look(participant_id=participant.pk, page="contact", why=why, viewer=request.viewer)


def _after(request: SignedInRequest, form: ContactForm) -> HttpResponse:
    messages.success(request, _("Saved."))
    note = form.cleaned_data["note"]
    if form.cleaned_data["others"] and note:
        return redirect("coaching:contact_notes", form.result.pk)
    if note and who_should_answer(note):
        return redirect("coaching:contact_saved", form.result.pk)
    return redirect("home:today")


@require_http_methods(["GET", "POST"])
@for_peer_leaders
def edit_contact(request: SignedInRequest, contact_id: UUID, participant_id: UUID) -> HttpResponse:
    """Change a contact, as one participant's part of it."""
    contact, parts = queries.get_own_contact(contact_id, viewer=request.viewer)
    part = next((each for each in parts if each.participant_id == participant_id), None)
    if part is None:
        raise Http404
    participant = get_participant(participant_id, viewer=request.viewer)
    goals = goals_to_tick(participant, also=contact)
    initial = _initial(contact, part, request)
    initial["goals"] = [str(each) for each in touched_by(contact, participant=participant)]
    form = ChangeContactForm(request.POST or None, zone=request.viewer.organization_zone, goals=goals, initial=initial)
    if form.carry_out(_change, contact=contact, part=part, request=request):
        messages.success(request, _("Saved. What stood before is kept."))
        return redirect("home:record", participant_id)
    form.refresh_id()
    _look(request, participant)
    return render(request, "coaching/contact.html", {"form": form, "participant": participant, "contact": contact})


def _initial(contact: Any, part: queries.PartOfContact, request: SignedInRequest) -> dict[str, Any]:
    began = local(contact.started_at, request.viewer.organization_zone)
    return {
        "how": contact.how,
        "minutes": str(contact.minutes),
        "minutes_other": None if str(contact.minutes) in MINUTES else contact.minutes,
        "support": sorted(contact.support),
        "did": contact.did,
        "activity": contact.activity,
        "where_at": contact.where_at,
        "on": began.date(),
        "starts": began.time().replace(second=0, microsecond=0),
        "note": part.note,
        "next_step": part.next_step,
        "next": "other" if part.next_contact_on else "none",
        "next_on": part.next_contact_on,
        "people_without_record": contact.people_without_record,
        "version": contact.version,
        "withdrawn": part.withdrawn,
    }


def _change(*, contact: Any, part: queries.PartOfContact, request: SignedInRequest, **facts: Any) -> Any:
    own = {name: facts[name] for name in ("note", "next_step", "next_contact_on", "withdrawn", "goals")}
    return actions.change_contact(
        contact=contact,
        version=facts["version"],
        by=request.viewer,
        zone=request.viewer.organization_zone,
        shared={name: facts[name] for name in SHARED},
        parts={part.participant_id: own},
    )


@require_http_methods(["GET", "POST"])
@for_peer_leaders
def contact_notes(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """The note of each person who was there, typed once and now adjusted for each."""
    contact, parts = queries.get_own_contact(contact_id, viewer=request.viewer)
    form = PartNotesForm(request.POST or None, parts=parts, initial={"version": contact.version})
    zone = request.viewer.organization_zone
    if form.carry_out(actions.change_contact, contact=contact, by=request.viewer, zone=zone):
        messages.success(request, _("Saved."))
        return redirect("home:today")
    audit.look_at_list(ids=[part.participant_id for part in parts], page="contact", viewer=request.viewer)
    return render(request, "coaching/contact_notes.html", {"form": form, "contact": contact})


@require_safe
@for_peer_leaders
def contact_saved(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """It is saved, and who may answer what the note asks."""
    contact, parts = queries.get_own_contact(contact_id, viewer=request.viewer)
    answers = who_should_answer(" ".join(part.note for part in parts))
    for part in parts:
        audit.look(participant_id=part.participant_id, page="contact", why="match", viewer=request.viewer)
    alone = parts[0].participant_id if len(parts) == 1 else None
    own = get_participant(alone, viewer=request.viewer) if alone else None
    known = numbers(answers, organization_id=request.viewer.organization_id, participant=own)
    context = {"answers": answers, "parts": parts, "contact": contact, "numbers": known, "hand_off_of": parts}
    return render(request, "coaching/contact_saved.html", context)
