"""Rows poured to the driver are the rows that the ORM reads."""

from random import Random

import pytest

from kinroad.coaching.models import ContactPart
from kinroad.demo.actions import build
from kinroad.service_log.models import Line

pytestmark = pytest.mark.django_db


def test_what_was_poured_reads_as_if_it_had_been_saved():
    build(participants=3, contacts=12)

    poured = ContactPart.objects.filter(note__isnull=False).select_related("contact", "participant")
    part = Random(1).choice(list(poured.order_by("pk").reverse()[:12]))
    line = Line.objects.get(occasion=part.contact_id)
    assert part.note
    assert part.at == part.contact.started_at == line.written_at
    assert line.participant_id == part.participant_id
    assert line.sign == 1
    assert line.on == part.contact.on
    assert line.month == line.on.year * 100 + line.on.month
    assert part.contact.support
    assert isinstance(part.contact.did, list)
