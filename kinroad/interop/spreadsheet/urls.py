"""Addresses of rosters."""

from django.urls import path

from kinroad.interop.spreadsheet import views

urlpatterns = [
    path("settings/import", views.hand_in_roster, name="rosters"),
    path("settings/import/<uuid:roster_import_id>", views.roster, name="roster"),
    path("settings/import/<uuid:roster_import_id>/apply", views.roster_apply, name="roster_apply"),
    path("settings/import/<uuid:roster_import_id>/undo", views.roster_undo, name="roster_undo"),
    path("settings/import/<uuid:roster_import_id>/forget", views.roster_forget, name="roster_forget"),
]
