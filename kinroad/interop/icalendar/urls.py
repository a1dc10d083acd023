"""Addresses of calendars for other programs."""

from django.urls import path

from kinroad.interop.icalendar import views

app_name = "icalendar"
urlpatterns = [
    path("feeds/calendar.ics", views.public_feed, name="feed"),
    path("feeds/me/<str:secret>.ics", views.own_feed, name="own"),
    path("calendar/<uuid:public_session_id>.ics", views.one_session, name="session"),
]
