from django.conf import settings
from django.db import migrations, models
from zoneinfo import ZoneInfo


def keep_the_day_that_was_published(apps, schema_editor):
    """A call that was prolonged counts ages on the day announced at first; a frozen list stays as it was judged."""
    alias = schema_editor.connection.alias
    calls = apps.get_model("applications", "Call").objects.using(alias)
    changes = apps.get_model("applications", "CallChange").objects.using(alias)
    prolonged = changes.filter(kind="prolonged").values("call")
    for call in calls.filter(frozen_at=None, pk__in=prolonged):
        first = changes.filter(call=call).order_by("at", "pk")[0]
        call.ages_on = first.before.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
        call.save(update_fields=["ages_on"])


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0019_what_reviewers_read'),
    ]

    operations = [
        migrations.AddField('call', 'ages_on', models.DateField(blank=True, null=True)),
        migrations.RunPython(keep_the_day_that_was_published, migrations.RunPython.noop),
    ]
