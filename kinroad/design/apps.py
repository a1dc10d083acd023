from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "kinroad.design"
    label = "design"
