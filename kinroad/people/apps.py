from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kinroad.people"
    label = "people"
