"""Forms about a participant: fields in groups, facts for one action, and a page that changed in between."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField

from kinroad.people.actions.participants import PARTICIPANT_FACTS
from kinroad.people.actions.persons import PERSON_FACTS
from kinroad.people.forms.meanwhile import MeanwhileForm, as_words
from kinroad.people.models import Participant

FACTS = frozenset(PERSON_FACTS) | frozenset(PARTICIPANT_FACTS)


@dataclass(frozen=True)
class Group:
    """Some fields under one heading, with one line on why they are asked."""

    key: str
    title: str
    why: str
    fields: list[BoundField]


class GroupedForm(MeanwhileForm):
    """A form whose fields are facts of a participant. `GROUPS` holds (key, title, why, names of fields).

    With a participant it starts from what is known, and carries the version it was drawn from.
    """

    GROUPS: ClassVar[list[tuple[str, Any, Any, tuple[str, ...]]]] = []

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, participant: Participant | None = None, **kwargs: Any) -> None:
        self.participant = participant
        known = known_facts(participant) if participant else {}
        kwargs["initial"] = {**known, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.stands = {**self.initial, "version": participant.version} if participant else {}
        if participant is None:
            del self.fields["version"]

    def groups(self) -> Iterator[Group]:
        """The groups in order, without fields that this form does not have."""
        for key, title, why, names in self.GROUPS:
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                yield Group(key, title, why, fields)

    def told(self, group: Group) -> list[tuple[Any, str]]:
        """Label and words of what is known in this group; what was not said is left out."""
        said = [(bf.label, as_words(bf.field, self.initial.get(bf.name))) for bf in group.fields]
        return [(label, words) for label, words in said if words]

    def facts(self) -> Mapping[str, Any]:
        """What was said, by the names of `PERSON_FACTS` and `PARTICIPANT_FACTS`."""
        return {name: value for name, value in self.cleaned_data.items() if name in FACTS}

    def arguments(self) -> dict[str, Any]:
        """The arguments of `register_participant` and `change_facts` that this form gives."""
        given: dict[str, Any] = {"facts": self.facts()}
        for name in ("id", "version"):
            if name in self.fields:
                given[name] = self.cleaned_data[name]
        return given

    def carry_out(self, action: Callable[..., Any], **kwargs: Any) -> bool:
        """Run `action(facts=..., **kwargs)`. A page that changed in between is shown again with both words."""
        return super().carry_out(lambda **_typed: action(**self.arguments(), **kwargs))


def known_facts(participant: Participant) -> dict[str, Any]:
    """What is known of a participant, by the names of fields."""
    person = participant.person
    known = {name: getattr(person, name) for name in PERSON_FACTS}
    known |= {name: getattr(participant, name) for name in PARTICIPANT_FACTS}
    return known | {"version": participant.version}
