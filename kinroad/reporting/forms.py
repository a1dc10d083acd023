"""The one form of a report: which months, and of what."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kinroad.core.forms import Form
from kinroad.core.months import first_day, months_between, moved, read_month, span, write_month
from kinroad.design.formats import month as month_words
from kinroad.reporting.queries.places import Places
from kinroad.reporting.rules.asked import Asked

MONTHS_OFFERED = 36


class AskForm(Form):
    """Whole months; a site; and, inside the program, a program or a peer leader."""

    site = forms.ChoiceField(label=_("Site"), required=False)
    program = forms.ChoiceField(label=_("Program"), required=False)
    peer_leader = forms.ChoiceField(label=_("Peer leader"), required=False)
    field_order = ("from", "to", "site", "program", "peer_leader")

    def __init__(self, data: Any = None, *, places: Places, newest: int, to_share: bool, **kwargs: Any) -> None:
        super().__init__(data, auto_id="%s", **kwargs)
        self.newest, self.to_share = newest, to_share
        months = [
            (write_month(month), month_words(first_day(month)))
            for month in sorted(months_between(moved(newest, 1 - MONTHS_OFFERED), newest), reverse=True)
        ]
        self.fields["from"] = forms.ChoiceField(label=pgettext_lazy("months", "From"), choices=months, required=False)
        self.fields["to"] = forms.ChoiceField(label=pgettext_lazy("months", "To"), choices=months, required=False)
        self.order_fields(self.field_order)
        self._offer("site", places.sites, _("All sites"))
        self._offer("program", places.programs, _("All programs"))
        self._offer("peer_leader", places.peer_leaders, _("All peer leaders"))
        if to_share:
            del self.fields["program"], self.fields["peer_leader"]

    def _offer(self, name: str, names: dict[UUID, str], everything: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", everything), *((str(each), said) for each, said in names.items())]

    @property
    def knows_the_place(self) -> bool:
        """Whether the site, program and peer leader asked for are among those offered."""
        return not {"site", "program", "peer_leader"} & set(self.errors)

    def asked(self) -> Asked:
        """The question, with months that are none left at their default."""
        clean = self.cleaned_data if self.is_valid() or self.is_bound else {}
        first, last = (read_month(clean.get(name) or "") for name in ("from", "to"))
        first, last = span(first, last, newest=self.newest, at_most=MONTHS_OFFERED)
        of = {name: UUID(clean[name]) for name in ("site", "program", "peer_leader") if clean.get(name)}
        return Asked(first, last, self.to_share, **of)
