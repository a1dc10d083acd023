"""A made-up directory: what somebody needs in the first three days after jail, and what a family needs for years."""

from kinroad.demo.staff import House
from kinroad.resources.actions.importing import File, import_files

SOURCE = "Juniper's own list"
# Agency; service; what it is; street; ZIP; words of the taxonomy; days; hours; fees; who; papers to bring.
RESOURCES = """
Larkspur House|A bed for tonight|Sixty beds, a locker and breakfast. Come before nine in the evening.|2100 Arapahoe St|80205|shelter same_day no_insurance accepts_record accepts_medication|daily|6pm-8am|free|Men, women and couples|
Quiet Porch|A bed for women and children tonight|Rooms with a door that locks. Call first.|77 Windermere Ct|80211|shelter domestic_violence women families same_day|daily|24/7|free|Women and their children|
Second Key|Recovery housing for men|Shared rooms, house meetings, bus line at the door.|930 Galapago St|80204|recovery_housing men accepts_record|||sliding scale||Photo ID
Marigold Rooms|Recovery housing for mothers|Mothers live here with their children up to twelve.|1412 Yates St|80204|recovery_housing women families accepts_medication|||sliding scale|Mothers in recovery|
Roof and Rails|Help with the first rent|A deposit paid once, when a lease is signed.|501 Speer Blvd|80204|rent_help accepts_record|Mon-Thu|9am-3pm|free||Lease, Photo ID
Paper Trail|A state ID and a birth certificate|They order the birth certificate and pay the fee.|1330 Fox St|80204|identity_documents same_day no_insurance accepts_record|Mon-Fri|8:30am-4pm|free||Release papers or any mail with your name
The Coat Room|Clothing and a shower|Work boots, coats, interview clothes, a hot shower.|1820 Welton St|80202|clothing hygiene same_day|Mon-Sat|9am-1pm|free||
Two Loaves|Food boxes|A box for four days. No questions.|3300 Gilpin St|80205|food same_day no_insurance|Tue,Thu,Sat|10am-2pm|free||
Kettle Street Kitchen|A warm meal|Lunch for anyone who comes.|2222 Champa St|80205|food same_day|daily|11am-1pm|free||
Ride Card Desk|Bus passes|A pass for a month of work or treatment.|1600 Blake St|80202|bus_pass same_day accepts_record|Mon-Fri|9am-5pm|free||Any paper with your name
Wheels to Work|Rides to a new job|Rides to the first thirty shifts.||80204|transport employment|Mon-Fri|5am-7pm|free||
Second Chance Crew|A job lead this week|Warehouse, kitchen and road crews that hire people with a record.|455 Santa Fe Dr|80204|job_search employment accepts_record same_day|Mon-Fri|7am-11am|free||
Forge and Field|Job training|Welding and landscaping, paid from the first day.|700 Kalamath St|80204|job_training accepts_record|Mon-Fri|8am-4pm|free|18 and older|
Bright Desk|High school diploma|Evening classes, and a quiet room to study.|1245 Champa St|80204|ged education|Mon-Thu|5pm-8pm|free||
Little Lanterns|Child care while you are in class|For children from six months to ten years.|2750 Zuni St|80211|child_care families|Mon-Fri|7am-8pm|sliding scale, medicaid||Vaccination card
Grand Kin|Raising a grandchild|Somebody who knows the forms, and a group on Wednesdays.|1545 Tremont Pl|80202|kinship family support_group benefits|Mon-Wed|10am-6pm|free|People raising a relative's children|
Willow Bend Clinic|Outpatient treatment|Groups in the day and in the evening.|1290 Decatur St|80204|outpatient intensive_outpatient treatment accepts_medication medicaid|Mon-Fri|8am-7pm|sliding scale, medicaid||
Harbor Nine|Detox|Nurses day and night. Walk in or call.|1155 Cherokee St|80204|detox same_day no_insurance accepts_medication|daily|24/7|sliding scale||
Clear Morning|Buprenorphine the same day|A prescriber sees people until four.|3401 Walnut St|80205|buprenorphine medications same_day accepts_medication no_insurance|Mon-Fri|8am-4pm|sliding scale, medicaid||
Steady Hands|Methadone|Doses from half past five, so that people get to work.|1050 Yuma St|80204|methadone medications accepts_medication|Mon-Sat|5:30am-11am|medicaid||Photo ID
The Orange Box|Naloxone and test strips|Free, with ten minutes of teaching.|890 Colfax Ave|80218|naloxone harm_reduction same_day no_insurance|Mon-Fri|10am-6pm|free||
Level Ground Law|Legal help|Licenses, fines, custody and clearing a record.|1700 Lincoln St|80203|legal expungement accepts_record|Mon-Fri|9am-5pm|free|People with a low income|
Front Step|Coming home from jail|Somebody meets people at the gate and stays for ninety days.|1390 Delaware St|80204|reentry accepts_record same_day|Mon-Fri|7am-6pm|free||Release papers
Open Window|Help with Medicaid and SNAP|They fill in the forms with people.|1475 Lawrence St|80202|insurance benefits|Mon-Fri|8am-4:30pm|free||
Liver and Life Clinic|Hepatitis C care|Tests, treatment and a nurse to call.|777 Bannock St|80204|hepatitis health no_insurance accepts_medication|Mon-Fri|8am-5pm|sliding scale, medicaid||
Gentle Teeth|Dentist|Pay by income. One chair is kept free each morning.|2400 Federal Blvd|80211|dental no_insurance same_day|Tue-Fri|8am-3pm|sliding scale||
"""
CONFIDENTIAL = "Quiet Porch"
COLUMNS = ("agency", "service", "description", "street", "zip", "tags", "days", "hours", "fees", "eligibility",
           "documents")  # fmt: skip


def bring_the_own_list(house: House) -> None:
    """What anybody finds under "Find help", one door among it that nobody may know."""
    rows = []
    for number, line in enumerate(RESOURCES.strip().splitlines(), start=2):
        raw = dict(zip(COLUMNS, line.split("|"), strict=True))
        raw |= {
            "city": "Denver",
            "state": "CO",
            "phone": f"303-555-{100 + number:04}",
            "tags": raw["tags"].replace(" ", ";"),
        }
        raw["confidential"] = "yes" if raw["agency"] == CONFIDENTIAL else ""
        rows.append((number, raw))
    told = import_files(
        files=[File(name="own.csv", rows=rows, source=SOURCE)], organization=house.organization, by=house.by
    )
    assert not told.refused
    assert not told.problems, told.sentences
