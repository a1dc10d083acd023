"""Changing one session, ending a series, and who leads it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kinroad.core.forms import ActionForm
from kinroad.core.time import local
from kinroad.gatherings.forms.repeat import day_field, minutes_between, time_field
from kinroad.gatherings.models import Gathering, Part, Session
from kinroad.people.forms.meanwhile import MeanwhileForm
from kinroad.people.forms.numbers import NumberField


def words_field(label: Any, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    """Words that everyone may read."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
        error_messages={"required": _("Say it in a few words.")},
    )


class OfSession(MeanwhileForm):
    """A form over one session, with the version it was drawn from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, session: Session) -> None:
        self.session = session
        self.stands = {**self.said(session), "version": session.version}
        super().__init__(data, initial=self.stands)

    def said(self, session: Session) -> dict[str, Any]:
        return {name: getattr(session, name) for name in ("words", "room", "guest_expert", "capacity")}


class SessionForm(OfSession):
    """What people should know about this session."""

    words = words_field(_("What people should know"), _("Everyone can read it. For example: bring a dish to share."))
    room = forms.CharField(label=_("Another room, this time"), required=False, max_length=80)
    guest_expert = forms.CharField(label=_("Guest expert, this time"), required=False, max_length=120)
    capacity = NumberField(
        label=_("Places"), least=1, most=5000, required=False, help_text=_("Leave it empty when there is room for all.")
    )


class MoveSessionForm(OfSession):
    """Another day or hour for this one session."""

    on = day_field(_("Day"))
    start_time = time_field(_("Begins at"))
    ends = time_field(_("Ends at"))
    words = words_field(_("What people should know"), _("Everyone can read it. It can stay empty."))

    def said(self, session: Session) -> dict[str, Any]:
        zone = session.gathering.zone
        starts, ends = local(session.starts_at, zone), local(session.ends_at, zone)
        return {"on": session.on, "start_time": starts.time(), "ends": ends.time(), "words": session.words}

    def carry_out(self, action: Callable[..., Any], **kwargs: Any) -> bool:
        def with_minutes(*, ends: Any, start_time: Any, **said: Any) -> Any:
            return action(minutes=minutes_between(start_time, ends), start_time=start_time, **said)

        return super().carry_out(with_minutes, **kwargs)


class CancelSessionForm(OfSession):
    """Cancel it, with a word for everyone."""

    words = words_field(
        _("What shall people read?"),
        _("Everyone can read it. Name nobody. For example: No supper this week."),
        required=True,
    )


class EndForm(MeanwhileForm):
    """The last day of a series."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    last_on = day_field(_("Last day"))
    sure = forms.BooleanField(
        label=_("Cancel later sessions that people are coming to"),
        required=False,
        help_text=_("They stay on the page as cancelled. Others are taken off the calendar."),
    )

    def __init__(self, data: Any = None, *, gathering: Gathering, at: datetime) -> None:
        self.stands = {"version": gathering.version}
        initial = {**self.stands, "last_on": local(at, gathering.zone).date()}
        super().__init__(data, initial=initial)


class LeaderForm(ActionForm):
    """Somebody who works here leads it."""

    person = forms.TypedChoiceField(label=_("Who?"), coerce=UUID, error_messages={"required": _("Choose someone.")})
    part = forms.ChoiceField(label=_("As"), choices=Part.choices, initial=Part.FACILITATOR)

    def __init__(self, data: Any = None, *, workers: list[tuple[UUID, str]]) -> None:
        super().__init__(data)
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *((str(pk), called) for pk, called in workers),
        ]


class FindParticipantForm(ActionForm):
    """Find a participant who leads beside others. What is typed is never part of an address."""

    words = forms.CharField(
        label=_("A name, as you remember it"),
        max_length=80,
        error_messages={"required": _("Enter a part of the name.")},
    )
