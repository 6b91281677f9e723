from django.db import migrations

from sanggar.spending.models import record_triggers
from sanggar.spending.models.record_triggers import STEPS


def protect(apps, schema_editor):
    record_triggers.protect(schema_editor, STEPS)


def unprotect(apps, schema_editor):
    record_triggers.unprotect(schema_editor, STEPS)


class Migration(migrations.Migration):

    dependencies = [
        ('spending', '0012_steps_kept'),
    ]

    operations = [
        migrations.RunPython(protect, unprotect),
    ]
