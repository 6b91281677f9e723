from django.db import migrations

from sanggar.funding.models import version_triggers


def protect(apps, schema_editor):
    """Those of before were made without the triggers of the history."""
    for statements in (version_triggers.drop_statements, version_triggers.create_statements):
        for statement in statements(schema_editor.connection.vendor):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("funding", "0008_approver")]

    operations = [migrations.RunPython(protect, migrations.RunPython.noop, elidable=True)]
