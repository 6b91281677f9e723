from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sanggar.people"
    label = "people"
    verbose_name = "Orang dan hak"

    def ready(self) -> None:
        import sanggar.people.second_factors  # noqa: F401 - registers itself for a change of keys
