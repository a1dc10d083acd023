"""What the finder offers to choose from, kept beside each list."""

from kinroad.gatherings.models import Meeting, MeetingSource


def refresh_facets(source: MeetingSource) -> None:
    """Gather zones, fellowships and languages of the listed meetings into the source; the caller saves it."""
    listed = Meeting.objects.listed().filter(organization=source.organization_id, source=source).order_by()
    source.zones = sorted(listed.values_list("zone", flat=True).distinct())
    source.fellowships = sorted(each for each in listed.values_list("fellowship", flat=True).distinct() if each)
    languages = listed.values_list("languages", flat=True).distinct()
    source.languages = sorted({code for codes in languages for code in codes.split()})
