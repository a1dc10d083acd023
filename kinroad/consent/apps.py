from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "kinroad.consent"
    label = "consent"
