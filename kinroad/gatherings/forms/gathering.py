"""Planning a gathering, and changing what is said about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy

from kinroad.core.forms import ActionForm, ActionFormWithId
from kinroad.gatherings.forms.facts import OTHER_PLACE, FactsFields, facts_said
from kinroad.gatherings.forms.repeat import RepeatFields
from kinroad.gatherings.models import Gathering
from kinroad.gatherings.rules.recurrence import Series
from kinroad.people.forms.meanwhile import MeanwhileForm
from kinroad.people.models import Program, Site
from kinroad.people.rules.viewer import Viewer


@dataclass(frozen=True)
class Group:
    """Some fields under one heading; `further` ones stand folded below."""

    key: str
    title: Any
    fields: list[BoundField]
    further: list[BoundField]
    further_title: Any = ""


class Grouped(ActionForm):
    """A form drawn in groups: (key, title, names, further names, title of the further ones)."""

    GROUPS: ClassVar[list[tuple[str, Any, tuple[str, ...], tuple[str, ...], Any]]] = []

    def groups(self) -> Iterator[Group]:
        for key, title, names, further, further_title in self.GROUPS:
            yield Group(key, title, [self[name] for name in names], [self[name] for name in further], further_title)


OF_PLACE, OF_WHO = gettext_lazy("What the place offers"), gettext_lazy("More about who and how")
FACTS_GROUPS: list[tuple[str, Any, tuple[str, ...], tuple[str, ...], Any]] = [
    ("where", gettext_lazy("Where"), FactsFields.WHERE, FactsFields.WHERE_FURTHER, OF_PLACE),
    ("who", gettext_lazy("Who can come"), FactsFields.WHO, FactsFields.WHO_FURTHER, OF_WHO),
    ("written", gettext_lazy("What we write down"), FactsFields.WRITTEN, (), ""),
]
WHAT = ("what", gettext_lazy("What it is"), FactsFields.WHAT, (), "")


class GatheringForm(RepeatFields, FactsFields, Grouped, ActionFormWithId):
    """Plan something that comes round again, or happens once."""

    GROUPS: ClassVar = [
        WHAT,
        (
            "when",
            gettext_lazy("When"),
            RepeatFields.WHEN,
            RepeatFields.WHEN_FURTHER,
            gettext_lazy("Month, year, another rule, last day"),
        ),
        *FACTS_GROUPS,
    ]

    def __init__(self, data: Any = None, *, sites: list[Site], programs: list[Program], initial: dict[str, Any]):
        first_place = str(sites[0].pk) if sites else OTHER_PLACE
        plain = {"languages": ["en"], "public": "yes", "photos": "none", "waiting_list": True, "place": first_place}
        super().__init__(data, initial={**plain, **initial})
        self.offer(sites=sites, programs=programs)

    def carry_out(self, action: Callable[..., Any], **kwargs: Any) -> bool:
        def with_facts(**said: Any) -> Any:
            return action(id=said["id"], facts={**self.facts(by=kwargs["by"]), **self.times()}, **kwargs)

        return super().carry_out(with_facts)

    def series(self, *, by: Viewer) -> Series:
        """When it would come round; only for a valid form."""
        return Series(zone=self.facts(by=by)["zone"], **self.times())


class GatheringFactsForm(FactsFields, Grouped, MeanwhileForm):
    """Change what is said about a gathering, for all its sessions to come."""

    GROUPS: ClassVar = [WHAT, *FACTS_GROUPS]

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, gathering: Gathering, sites: list[Site], programs: list[Program]):
        self.stands = {**facts_said(gathering), "version": gathering.version}
        super().__init__(data, initial=self.stands)
        self.offer(sites=sites, programs=programs)

    def carry_out(self, action: Callable[..., Any], **kwargs: Any) -> bool:
        def with_facts(**said: Any) -> Any:
            return action(version=said["version"], facts=self.facts(by=kwargs["by"]), **kwargs)

        return super().carry_out(with_facts)


class TimesForm(RepeatFields, Grouped, MeanwhileForm):
    """Another day or hour, from a day on. `touched_follow`: what becomes of sessions that people are coming to."""

    GROUPS: ClassVar = [
        (
            "when",
            gettext_lazy("From which day on, and when"),
            RepeatFields.WHEN,
            RepeatFields.WHEN_FURTHER,
            gettext_lazy("Month, year, another rule, last day"),
        ),
    ]

    version = forms.IntegerField(widget=forms.HiddenInput)
    touched_follow = forms.ChoiceField(
        label=gettext_lazy("What about these sessions?"),
        required=False,
        choices=[
            ("keep", gettext_lazy("Keep them as they are")),
            ("follow", gettext_lazy("Follow the new plan: the new hour, or cancelled when the day falls away")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, gathering: Gathering, initial: dict[str, Any]):
        self.stands = {"version": gathering.version}
        self.gathering = gathering
        super().__init__(data, initial={**initial, "version": gathering.version})
        self.fields["starts_on"].label = gettext_lazy("From this day on")

    def carry_out(self, action: Callable[..., Any], **kwargs: Any) -> bool:
        def with_times(**said: Any) -> Any:
            return action(version=said["version"], times=self.times(), touched_follow=self.touched_follows(), **kwargs)

        return super().carry_out(with_times)

    def touched_follows(self) -> bool | None:
        """Whether sessions that somebody touched follow; None when nobody has chosen."""
        said = self.cleaned_data.get("touched_follow")
        return None if not said else said == "follow"

    def series(self) -> Series:
        """When it would come round; only for a valid form."""
        return Series(zone=self.gathering.zone, **self.times())
