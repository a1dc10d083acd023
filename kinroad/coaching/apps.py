from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "kinroad.coaching"
    label = "coaching"
