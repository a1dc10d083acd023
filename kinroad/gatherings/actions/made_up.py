"""The demo's own list: meetings that nobody holds, at places that are not there."""

from kinroad.gatherings.actions.importing import import_rows
from kinroad.gatherings.actions.result import ImportResult
from kinroad.people.models import Organization
from kinroad.people.rules.viewer import Viewer

SOURCE = "Made-up meetings"

# A place: venue, street, ZIP, latitude, longitude. Online has none.
_PLACES = {
    "small": "Juniper Street Center, small room|210 Juniper St|80205|39.757|-104.966",
    "bridge": "Bridge House|14 Ferry Ln|80209|39.707|-104.967",
    "grace": "Grace Hall, basement|4 Alder St|80205|39.76|-104.97",
    "library": "Main Library, room 2|88 Main St|80229|39.86|-104.957",
    "river": "Riverbend Center|7 Riverbend Rd|80209|39.705|-104.96",
    "valley": "North Valley Center|310 Valley Rd|80229|39.862|-104.95",
    "choir": "New Hope Church, choir room|52 Church St|80205|39.752|-104.98",
    "hope": "New Hope Church, hall|52 Church St|80205|39.752|-104.98",
    "big": "Juniper Street Center, big room|210 Juniper St|80205|39.757|-104.966",
    "upstairs": "Grace Hall, upstairs|4 Alder St|80205|39.76|-104.97",
    "cedar": "Cedar Street Library|19 Cedar St|80229|39.855|-104.96",
    "reading": "Main Library, room 4|88 Main St|80229|39.86|-104.957",
    "hill": "Hill Hall|1 Hill Rd|80209|39.7|-104.95",
    "online": "||||",
}

# name | fellowship | day | time | place | formats | time zone, where it is not that of the place
_MEETINGS = """
Kitchen Table Families|All Recovery|Friday|5:30-6:45 pm|small|O,CF,X,EN
Sunrise at the Bridge|Alcoholics Anonymous|Daily|6:30-7:30 am|bridge|O,X
Second Sunrise|Alcoholics Anonymous|Friday|7:00-8:00 pm|grace|O,D,X,EN,S
Paso a paso|Alcoholics Anonymous|Tue, Thu|19:00|grace|O,ST,S
Bring a Pencil|Alcoholics Anonymous|Wednesday|noon|library|C,B,X
Lunch and Listen|Narcotics Anonymous|Mon-Fri|12:10-1:00 pm|river|O,X
Night Owls|Narcotics Anonymous|Saturday|11:30 pm|bridge|O,CAN
Keys on the Hook|Narcotics Anonymous|Monday|7:30-9:00 pm|valley|C,D
SMART, Friday check-in|SMART Recovery|Friday|6:30-8:00 pm|library|O,CF,X
SMART, tools for Tuesday|SMART Recovery|Tuesday|6:00-7:30 pm|valley|O,X
Songs for Friday|Celebrate Recovery|Friday|7:30-9:00 pm|choir|O,X,CF,BA
Bread and Prayer|Celebrate Recovery|Thursday|6:00-7:30 pm|hope|O,BA
Still Water|Recovery Dharma|Sunday|9:00-10:15 am|river|O,MED,X
Long Breath|Recovery Dharma|Wednesday|7:00-8:00 pm|big|O,MED,X
The Porch Light|Al-Anon|Monday|6:30-7:30 pm|upstairs|O
Courage on Cedar|Al-Anon|Saturday|10 am|cedar|C,X
Grandmothers' Hour|Nar-Anon|Tuesday|5:30-6:30 pm|small|O,BA,X
Grown Now|Adult Children of Alcoholics|Thursday|7 pm|reading|O,X
Plain Talk|LifeRing|Sunday|6:30-7:30 pm|bridge|O,X,A
Two Feathers|White Bison / Wellbriety|Wednesday|6:00-7:30 pm|valley|O,N,CF
Medicine and Me|Medication-Assisted Recovery Anonymous|Thursday|noon|small|O,X
Women of the River|Women for Sobriety|Saturday|9:30-10:30 am|river|C,W,CF
Out and Up|Alcoholics Anonymous|Sunday|5 pm|bridge|O,LGBTQ,Y
Closed for the Roof|Alcoholics Anonymous|Tuesday|8 pm|hill|O,TC
Tools for Friday night|SMART Recovery|Friday|9:30-10:30 pm|online|O,ONL|America/Chicago
"""
_HEADINGS = ("name", "fellowship", "day", "time", "place", "formats", "timezone")
_PLACE = ("venue", "address", "zip", "lat", "lon")


def made_up_rows() -> list[tuple[int, dict[str, str]]]:
    """The rows under our own headings, with their number in the file."""
    rows = []
    for number, line in enumerate(_MEETINGS.strip().splitlines(), start=2):
        said = dict(zip(_HEADINGS, line.split("|"), strict=False))
        place = dict(zip(_PLACE, _PLACES[said.pop("place")].split("|"), strict=True))
        rows.append((number, said | place))
    return rows


def add_made_up_meetings(*, organization: Organization, by: Viewer) -> ImportResult:
    """Give the demo some forty meetings of many fellowships around its sites, by the way every list comes in."""
    return import_rows(
        rows=made_up_rows(), organization=organization, by=by, file_name="made-up.csv", source_name=SOURCE
    )
