"""The kinds to begin with, and what each usually is, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# Code of a preset, its name, what it usually is, its icon.
LINES: tuple[tuple[str, Any, Any, str], ...] = (
    ("support_group", _("Support group"), _("People meet to listen and talk. Nobody has to sign up."), "circle"),
    ("education", _("Educational group"), _("One subject an evening: sleep, money, how the body heals."), "book"),
    ("class", _("Class"), _("Several units, one after the other, with a certificate at the end."), "book"),
    ("event", _("Get-together"), _("Something to do: a walk, a movie, a concert."), "cup"),
    ("payday", _("Payday get-together"), _("On the evening many are paid, there is somewhere to go."), "cup"),
    ("holiday", _("Holiday with families"), _("A meal on a day that is hard to spend alone."), "heart"),
    ("family", _("Family time"), _("Supper or play, with children."), "child"),
    ("sports", _("Sports"), _("A game every week, or a league with teams."), "flag"),
    ("center", _("Center hours"), _("When the center is open to drop in."), "home"),
)
