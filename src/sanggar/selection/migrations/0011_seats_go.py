from django.db import migrations


def tell_what_is_published(apps, schema_editor):
    """Calls whose procedure was published before calls told how their seats go."""
    calls = apps.get_model("applications", "Call").objects
    for procedure in apps.get_model("selection", "Procedure").objects.filter(published_at__isnull=False):
        calls.filter(pk=procedure.call_id).update(seats_go=procedure.rule)


class Migration(migrations.Migration):
    dependencies = [("selection", "0010_deadline_time"), ("applications", "0004_seats_go")]

    operations = [migrations.RunPython(tell_what_is_published, migrations.RunPython.noop)]
