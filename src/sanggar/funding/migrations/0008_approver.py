import django.db.models.deletion
from django.conf import settings
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
    dependencies = [
        ("funding", "0007_cash_months"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(unprotect, protect, elidable=True),
        migrations.AddField(
            model_name="budgetversion",
            name="approver_account",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetversion",
            constraint=models.CheckConstraint(
                condition=~models.Q(
                    state="adopted", kind__in=("shift", "amended"), approver="", approver_account=None
                ),
                name="budget_version_change_approved_by_someone",
            ),
        ),
        migrations.RunPython(protect, unprotect, elidable=True),
    ]
