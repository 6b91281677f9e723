from django.db import migrations, models

from sanggar.funding.models import version_triggers


def protect(apps, schema_editor):
    """Once more: SQLite drops the triggers of a table that it rebuilds."""
    for statement in version_triggers.create_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def unprotect(apps, schema_editor):
    for statement in version_triggers.drop_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("funding", "0005_audit_rules")]

    operations = [
        migrations.RunPython(unprotect, protect, elidable=True),
        migrations.AddField(
            model_name="budgetversion",
            name="least_group",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddConstraint(
            model_name="budgetversion",
            constraint=models.CheckConstraint(
                condition=models.Q(least_group__gte=1), name="budget_version_groups_have_people"
            ),
        ),
        migrations.RunPython(protect, unprotect, elidable=True),
    ]
