import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanggar.spending.models import record_triggers
from sanggar.spending.models.record_triggers import REPAYMENTS


def protect(apps, schema_editor):
    record_triggers.protect(schema_editor, REPAYMENTS)


def protect_as_before(apps, schema_editor):
    """Without the columns that tell of a repayment that was taken back."""
    for statement in record_triggers.create_statements(schema_editor.connection.vendor, REPAYMENTS, {}):
        schema_editor.execute(statement)


def unprotect(apps, schema_editor):
    """SQLite drops them with the table that it rebuilds."""
    record_triggers.unprotect(schema_editor, REPAYMENTS)


class Migration(migrations.Migration):

    dependencies = [
        ('spending', '0014_statement_parts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(unprotect, protect_as_before),
        migrations.RemoveConstraint(
            model_name='repayment',
            name='repayment_number_once_on_a_payment',
        ),
        migrations.AddField(
            model_name='repayment',
            name='taken_back_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='repayment',
            name='taken_back_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='repayment',
            name='taken_back_label',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='repayment',
            name='taken_back_reason',
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name='repayment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at', None), ('taken_back_by', None), ('taken_back_label', ''), ('taken_back_reason', '')), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False), models.Q(('taken_back_label', ''), _negated=True), models.Q(('taken_back_reason', ''), _negated=True)), _connector='OR'), name='repayment_taken_back_as_a_whole'),
        ),
        migrations.AddConstraint(
            model_name='repayment',
            constraint=models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('payment', 'number'), name='repayment_number_once_on_a_payment'),
        ),
        migrations.RunPython(protect, unprotect),
    ]
