"""What is kept apart from every record: incident reports, requests by law, breaches."""

from uuid import UUID

from django.http import Http404

from kinroad.consent.models import Breach, Incident, IncidentReader, LegalRequest
from kinroad.people.rules.viewer import Viewer

MOST = 100


def incidents_for(viewer: Viewer) -> list[Incident]:
    """The reports this viewer was told of, the newest first: as who supervised the writer when it was written."""
    rows = Incident.objects.filter(
        organization_id=viewer.organization_id, readers__person=viewer.who, readers__organization=viewer.organization_id
    )
    return list(rows.select_related("written_by").order_by("-written_at", "-pk")[:MOST])


def unread_incidents(viewer: Viewer) -> int:
    """How many of them the viewer has not read."""
    rows = IncidentReader.objects.filter(organization_id=viewer.organization_id, person_id=viewer.who, read_at=None)
    return rows.count()


def legal_requests(viewer: Viewer) -> list[LegalRequest]:
    """Every request by law, the newest first."""
    rows = LegalRequest.objects.filter(organization_id=viewer.organization_id)
    return list(rows.order_by("-written_at", "-pk")[:MOST])


def legal_request(request_id: UUID, *, viewer: Viewer) -> LegalRequest:
    """One request by law. Raises Http404 when there is none in this organization."""
    row = LegalRequest.objects.filter(organization_id=viewer.organization_id, pk=request_id).first()
    if row is None:
        raise Http404
    return row


def breaches(viewer: Viewer) -> list[Breach]:
    """The assessments, the newest first."""
    rows = Breach.objects.filter(organization_id=viewer.organization_id).select_related("person")
    return list(rows.order_by("-written_at", "-pk")[:MOST])
