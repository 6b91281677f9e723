from django.apps import AppConfig


class FacesConfig(AppConfig):
    name = "sanggar.faces"
    label = "faces"

    def ready(self) -> None:
        """Say what the desk's page of a participant shows of later rooms."""
        from sanggar.faces.desk import participant_lines  # noqa: F401 - models are ready only now
