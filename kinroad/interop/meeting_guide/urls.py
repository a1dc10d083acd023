"""Addresses of the Meeting Guide door."""

from django.urls import path

from kinroad.interop.meeting_guide import views

app_name = "meeting_guide"
urlpatterns = [
    path("feeds/meetings.json", views.feed, name="feed"),
    path("settings/meetings/import", views.choose_file, name="choose_file"),
    path("settings/meetings/import/<uuid:meeting_file_id>", views.try_file, name="try_file"),
]
