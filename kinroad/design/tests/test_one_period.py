"""An hour ends in a period in Spanish; a sentence that ends with it has one, not two."""

from datetime import time

from django.utils import translation

from kinroad.design.environment import gettext, ngettext
from kinroad.design.formats import clock


def test_a_sentence_that_ends_with_an_hour_ends_once():
    with translation.override("es"):
        hour = clock(time(15, 17))
        assert hour.endswith("m.")
        said = [
            gettext("Reached: %(when)s.", when=hour),
            ngettext("%(num)s at %(hour)s.", "%(num)s at %(hour)s.", 2, hour=hour),
        ]

    assert not [each for each in said if ".." in each]


def test_what_somebody_wrote_stays_escaped():
    assert gettext("%(words)s.", words="<b>p.\N{NO-BREAK SPACE}m.") == "&lt;b&gt;p.\N{NO-BREAK SPACE}m."
