"""The demo's list of meetings said something new this morning: one group moved, one place closed, one group is new."""

import csv
import io

from kinroad.core.fetch import Fetched
from kinroad.core.time import now
from kinroad.demo.staff import House
from kinroad.gatherings.actions.made_up import SOURCE, made_up_rows
from kinroad.gatherings.models import MeetingSource
from kinroad.interop.actions.reading import take_in

NEW = {
    "name": "Soup and Steps", "fellowship": "All Recovery", "day": "Wednesday", "time": "6:00-7:00 pm",
    "venue": "Bridge House", "address": "14 Ferry Ln", "zip": "80209", "formats": "O,CF,X",
}  # fmt: skip


def let_changes_wait(house: House) -> None:
    """What an editor finds: changes to look at before anybody sees them. No address is asked for it."""
    rows = {row["name"]: dict(row) for _, row in made_up_rows()}
    rows["Keys on the Hook"]["time"] = "6:30-8:00 pm"
    rows["Bread and Prayer"]["formats"] += ",TC"
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=sorted({name for row in rows.values() for name in row}), restval="")
    writer.writeheader()
    writer.writerows([*rows.values(), NEW])
    source = MeetingSource.objects.select_related("organization").get(organization=house.organization, name=SOURCE)
    take_in(source=source, answer=Fetched(text.getvalue().encode()), at=now())
