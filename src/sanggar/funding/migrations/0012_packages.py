from django.db import migrations

from sanggar.foundation import clock
from sanggar.funding import shipped

INDEX = "lists_packages.json"


def load_packages(apps, schema_editor):
    """Which accounts pay for meals already, beside the lists of before: what an audit asks, with one more row."""
    lists, entries = apps.get_model("funding", "ReferenceList"), apps.get_model("funding", "ReferenceEntry")
    for each in shipped.shipped_lists(INDEX):
        if lists.objects.filter(kind=each.fields["kind"], version=each.fields["version"]).exists():
            continue  # lists stay when a migration is taken back
        made = lists.objects.create(imported_at=clock.now(), **each.fields)
        entries.objects.bulk_create(
            entries(list=made, position=number, code=row.code, name=row.name, data=row.data)
            for number, row in enumerate(each.rows, start=1)
        )


class Migration(migrations.Migration):
    dependencies = [("funding", "0011_year_end")]

    operations = [migrations.RunPython(load_packages, migrations.RunPython.noop, elidable=False)]
