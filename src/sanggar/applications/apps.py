from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "sanggar.applications"
    label = "applications"

    def ready(self) -> None:
        import sanggar.applications.comparing  # noqa: F401 - registers itself for a change of keys
