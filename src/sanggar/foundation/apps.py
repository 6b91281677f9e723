from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "sanggar.foundation"
    label = "foundation"
    verbose_name = "Landasan"

    def ready(self) -> None:
        from sanggar.foundation.work import log_failed_tasks

        log_failed_tasks()
