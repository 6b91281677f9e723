from django.db import migrations

from sanggar.funding import shipped

INDEX = "lists_teams.json"


def load_teams(apps, schema_editor):
    """The ceilings of teams and their secretariats, and how an audit knows their fees; beside the lists of before."""
    shipped.load(INDEX, apps.get_model("funding", "ReferenceList"), apps.get_model("funding", "ReferenceEntry"))


class Migration(migrations.Migration):
    dependencies = [("funding", "0009_history_kept")]

    operations = [migrations.RunPython(load_teams, migrations.RunPython.noop, elidable=False)]
