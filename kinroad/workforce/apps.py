from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    name = "kinroad.workforce"
    label = "workforce"
