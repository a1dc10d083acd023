from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "kinroad.resources"
    label = "resources"
