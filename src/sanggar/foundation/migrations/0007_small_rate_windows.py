from django.db import migrations, models


def without_a_log(apps, schema_editor):
    """On PostgreSQL; what is counted matters for minutes only."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE foundation_ratewindow SET UNLOGGED")


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0001_squashed_0006_messages_kept'),
    ]

    operations = [
        migrations.DeleteModel(name='RateWindow'),
        migrations.CreateModel(
            name='RateWindow',
            fields=[
                ('key', models.BigIntegerField(primary_key=True, serialize=False)),
                ('count', models.PositiveIntegerField()),
                ('ends', models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL("DROP INDEX IF EXISTS foundation_auditentry_ref_354b7c80_like", migrations.RunSQL.noop),
        migrations.RunPython(without_a_log, migrations.RunPython.noop, elidable=False),
    ]
