from django.db import migrations

from sanggar.foundation.sampling import sample_lightly

TABLES = ("applications_application", "applications_applicationevent", "applications_consent")


def sample(apps, schema_editor):
    sample_lightly(schema_editor, *TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0029_device_signs'),
    ]

    operations = [
        migrations.RunPython(sample, migrations.RunPython.noop, elidable=False),
    ]
