from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "sanggar.reporting"
    label = "reporting"

    def ready(self) -> None:
        import sanggar.reporting.outcomes  # noqa: F401 - tells funding what became of the people
