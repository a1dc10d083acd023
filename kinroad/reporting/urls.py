"""Addresses of reports."""

from django.urls import path

from kinroad.reporting.views import outreach, support, together

app_name = "reporting"
urlpatterns = [
    path("reports/support", support.support, name="support"),
    path("reports/support.csv", support.support_csv, name="support_csv"),
    path("reports/support.json", support.support_json, name="support_json"),
    path("reports/support/lines", support.support_lines, name="support_lines"),
    path("reports/outreach", outreach.outreach, name="outreach"),
    path("reports/support/people", support.support_people, name="support_people"),
    path("reports/together", together.together, name="together"),
]
