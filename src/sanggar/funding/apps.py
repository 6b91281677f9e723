from django.apps import AppConfig
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class FundingConfig(AppConfig):
    name = "sanggar.funding"
    label = "funding"

    def furnish(self, editor: BaseDatabaseSchemaEditor) -> None:
        """The triggers by which lists and versions stay as they are, and the lists that come with the program."""
        from sanggar.funding import shipped
        from sanggar.funding.models import ReferenceEntry, ReferenceList, reference_triggers, version_triggers

        for fixed in (reference_triggers, version_triggers):
            for statement in fixed.create_statements(editor.connection.vendor):
                editor.execute(statement)
        for index in shipped.INDEXES:
            shipped.load(index, ReferenceList, ReferenceEntry)
