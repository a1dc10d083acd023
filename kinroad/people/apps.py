from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kinroad.people"
    label = "people"

    def ready(self) -> None:
        from kinroad.people.views import heard

        heard.listen()
