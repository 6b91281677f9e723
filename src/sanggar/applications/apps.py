from django.apps import AppConfig
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

RUSHED = ("applications_application", "applications_applicationevent", "applications_consent")
"""What grows with every form that is sent."""


class ApplicationsConfig(AppConfig):
    name = "sanggar.applications"
    label = "applications"

    def ready(self) -> None:
        import sanggar.applications.comparing  # noqa: F401 - registers itself for a change of keys

    def furnish(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Without an index that each sender would pay for, by the beginning of a text, which nothing asks for."""
        from sanggar.foundation.sampling import sample_lightly

        if editor.connection.vendor == "postgresql":
            editor.execute("DROP INDEX applications_application_receipt_17a44a41_like")
        sample_lightly(editor, *RUSHED)
