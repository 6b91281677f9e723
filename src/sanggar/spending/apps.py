from django.apps import AppConfig


class SpendingConfig(AppConfig):
    name = "sanggar.spending"
    label = "spending"

    def ready(self) -> None:
        import sanggar.spending.subject_pages  # noqa: F401 - tells the audit record where a payment is read
