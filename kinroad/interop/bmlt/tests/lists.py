"""A small list as a BMLT server tells it; the groups and places are made up."""

from typing import Any

_EXPLAINED = (
    ("17", "O", "Open", "OPEN"),
    ("33", "WA", "Ramp", "WCHR"),
    ("3", "BT", "Basic Text", ""),
    ("99", "ZZ", "Zither", ""),
)
FORMATS = [
    {"id": id, "key_string": key, "name_string": name, "world_id": world_id, "lang": "en"}
    for id, key, name, world_id in _EXPLAINED
]


def entry(**said: Any) -> dict[str, Any]:
    """A Monday meeting at 19:00 in Ames, as a server of today writes it: every value is text."""
    return {
        "id_bigint": "3563",
        "worldid_mixed": "G00234567",
        "shared_group_id_bigint": "",
        "service_body_bigint": "6",
        "weekday_tinyint": "2",
        "venue_type": "1",
        "start_time": "19:00:00",
        "duration_time": "01:15:00",
        "time_zone": "",
        "formats": "O,WA,BT",
        "lang_enum": "en",
        "longitude": "-93.6249",
        "latitude": "42.0266",
        "distance_in_km": "",
        "distance_in_miles": "",
        "email_contact": "",
        "published": "1",
        "root_server_uri": "https://bmlt.example.org/main_server",
        "format_shared_id_list": "3,17,33",
        "meeting_name": "Kitchen Table",
        "location_text": "Grace Hall",
        "location_info": "#@-@#Use the side door",
        "location_street": "1 Main St",
        "location_city_subsection": "",
        "location_neighborhood": "",
        "location_municipality": "Ames",
        "location_sub_province": "Story",
        "location_province": "IA",
        "location_postal_code_1": "50010",
        "location_nation": "USA",
        "comments": "Bring a cup",
        "phone_meeting_number": "",
        "virtual_meeting_link": "",
        "virtual_meeting_additional_info": "",
        "contact_name_1": "Robert Smithson",
        "contact_phone_1": "515-555-0117",
        "contact_email_1": "robert@example.org",
    } | said


def online(**said: Any) -> dict[str, Any]:
    """A Saturday meeting that is held on the screen alone, in Eastern Time."""
    return entry(
        **{
            "id_bigint": "3564", "weekday_tinyint": "7", "start_time": "23:30:00", "duration_time": "01:00:00",
            "venue_type": "2", "formats": "C,VM,JT", "meeting_name": "Night Owls", "time_zone": "America/New_York",
            "latitude": "0", "longitude": "0", "location_text": "", "location_info": "", "location_street": "",
            "location_municipality": "", "location_sub_province": "", "location_province": "",
            "location_postal_code_1": "", "virtual_meeting_link": "https://zoom.us/j/5551234567",
            "phone_meeting_number": "+1 646 555 0100", "virtual_meeting_additional_info": "Passcode: owl",
        } | said
    )  # fmt: skip
