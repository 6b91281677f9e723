from django.apps import AppConfig
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class SelectionConfig(AppConfig):
    name = "sanggar.selection"
    label = "selection"

    def furnish(self, editor: BaseDatabaseSchemaEditor) -> None:
        """The triggers by which a numbered decree stays as it is."""
        from sanggar.selection.models import decree_triggers

        for statement in decree_triggers.create_statements(editor.connection.vendor):
            editor.execute(statement)
