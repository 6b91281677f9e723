from django.apps import AppConfig
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class SpendingConfig(AppConfig):
    name = "sanggar.spending"
    label = "spending"

    def ready(self) -> None:
        import sanggar.spending.subject_pages  # noqa: F401 - tells the audit record where a payment is read

    def furnish(self, editor: BaseDatabaseSchemaEditor) -> None:
        """The triggers by which the record of spending is only added to."""
        from sanggar.spending.models import record_triggers

        record_triggers.protect(editor, record_triggers.KEPT)
