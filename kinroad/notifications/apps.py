from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "kinroad.notifications"
    label = "notifications"
