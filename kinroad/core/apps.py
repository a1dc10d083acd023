from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "kinroad.core"
    label = "core"
