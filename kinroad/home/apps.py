from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "kinroad.home"
    label = "home"
