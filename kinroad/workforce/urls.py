"""Addresses of the people who work here."""

from django.urls import path

from kinroad.workforce.views import clearance

app_name = "workforce"
urlpatterns = [
    path("staff/checks", clearance.checks, name="checks"),
    path("staff/<uuid:person_id>/checks", clearance.person_checks, name="person_checks"),
    path("staff/checks/<uuid:clearance_id>/end", clearance.check_end, name="check_end"),
]
