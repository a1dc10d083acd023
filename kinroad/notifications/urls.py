"""Addresses of messages."""

from django.urls import path

from kinroad.notifications.views import hooks, settings, way_in

app_name = "notifications"
urlpatterns = [
    path("settings/messages", settings.providers, name="providers"),
    path("settings/outbox", settings.outbox, name="outbox"),
    path("settings/outbox/<uuid:outgoing_id>", settings.decide, name="decide"),
    path("sign-in/link", way_in.ask_way_in, name="ask_way_in"),
    path("way-in/<str:secret>", way_in.way_in, name="way_in"),
    path("hooks/texts", hooks.text_came_in, name="text_came_in"),
    path("hooks/texts/status", hooks.text_status, name="text_status"),
]
