"""Addresses of messages."""

from django.urls import path

from kinroad.notifications.views import hooks

app_name = "notifications"
urlpatterns = [
    path("hooks/texts", hooks.text_came_in, name="text_came_in"),
    path("hooks/texts/status", hooks.text_status, name="text_status"),
]
