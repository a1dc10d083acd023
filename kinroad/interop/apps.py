from django.apps import AppConfig


class InteropConfig(AppConfig):
    name = "kinroad.interop"
    label = "interop"
