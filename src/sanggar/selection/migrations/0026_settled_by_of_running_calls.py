from datetime import timedelta

from django.db import migrations


def reckon(apps, schema_editor):
    """Procedures published before calls knew it, of lists that are not frozen: when the list must stand at the latest,
    so that objections and their answers come before the draw (`Procedure.settled_by`).
    """
    procedures = apps.get_model('selection', 'Procedure')._base_manager
    calls = apps.get_model('applications', 'Call')._base_manager
    published = procedures.filter(published_at__isnull=False, draw_at__isnull=False, call__frozen_at=None)
    for each in published.filter(call__settled_by=None):
        answering = each.answering_hours if each.objection_days else 0
        settled_by = each.draw_at - timedelta(days=each.objection_days, hours=answering)
        calls.filter(pk=each.call_id).update(settled_by=settled_by)


class Migration(migrations.Migration):

    dependencies = [
        ('selection', '0025_searches_tell_how_far'),
        ('applications', '0025_settled_by'),
    ]

    operations = [
        migrations.RunPython(reckon, migrations.RunPython.noop, elidable=True),
    ]
