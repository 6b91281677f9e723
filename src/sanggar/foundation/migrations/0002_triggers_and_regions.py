"""What a schema can't say: the triggers that protect the audit record, and the regions of the first city."""

from django.db import migrations

from sanggar.foundation import regions_data
from sanggar.foundation.audit import triggers


def protect(apps, schema_editor):
    for statement in triggers.create_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def unprotect(apps, schema_editor):
    for statement in triggers.drop_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def load_regions(apps, schema_editor):
    region = apps.get_model("foundation", "Region")
    region.objects.bulk_create(
        [region(code=r.code, level=r.level, name=r.name, parent_id=r.parent or None, postal_code=r.postal_code) for r in regions_data.region_rows()]
    )


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]
    operations = [
        migrations.RunPython(protect, unprotect, elidable=False),
        migrations.RunPython(load_regions, migrations.RunPython.noop),
    ]
