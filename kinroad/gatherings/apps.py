from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "kinroad.gatherings"
    label = "gatherings"
