from django.db import migrations

from sanggar.foundation.sampling import sample_lightly

TABLES = (
    "foundation_auditentry",
    "foundation_auditpersonal",
    "foundation_auditsealed",
    "foundation_ratewindow",
    "django_tasks_database_dbtaskresult",
)


def sample(apps, schema_editor):
    sample_lightly(schema_editor, *TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0008_messages_under_key'),
        ('django_tasks_database', '0021_conditional_partial_index_ordering'),
    ]

    operations = [
        migrations.RunPython(sample, migrations.RunPython.noop, elidable=False),
    ]
