from django.apps import AppConfig


class PracticalHelpConfig(AppConfig):
    name = "kinroad.practical_help"
    label = "practical_help"
