from django.apps import AppConfig
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

RUSHED = (
    "foundation_auditentry",
    "foundation_auditpersonal",
    "foundation_auditsealed",
    "foundation_ratewindow",
    "django_tasks_database_dbtaskresult",
)
"""What grows with every form that is sent."""


class FoundationConfig(AppConfig):
    name = "sanggar.foundation"
    label = "foundation"
    verbose_name = "Landasan"

    def ready(self) -> None:
        from sanggar.foundation.work import log_failed_tasks

        log_failed_tasks()

    def furnish(self, editor: BaseDatabaseSchemaEditor) -> None:
        """What a new installation has beside its tables: see `first_start`."""
        from sanggar.foundation.audit import triggers
        from sanggar.foundation.models import Region
        from sanggar.foundation.regions_data import region_rows
        from sanggar.foundation.sampling import sample_lightly

        for statement in triggers.create_statements(editor.connection.vendor):
            editor.execute(statement)
        if editor.connection.vendor == "postgresql":
            editor.execute("ALTER TABLE foundation_ratewindow SET UNLOGGED")  # what is counted matters for minutes only
            editor.execute("DROP INDEX foundation_auditentry_ref_354b7c80_like")  # nothing asks by a text's beginning
        sample_lightly(editor, *RUSHED)
        Region.objects.bulk_create(
            Region(
                code=row.code, level=row.level, name=row.name, parent_id=row.parent or None, postal_code=row.postal_code
            )
            for row in region_rows()
        )
