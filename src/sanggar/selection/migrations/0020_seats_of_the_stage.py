from typing import Any

from django.db import migrations, models


def take_those_of_now(apps: Any, _editor: Any) -> None:
    """What was published before is held to the seats that the stage has today."""
    seats = apps.get_model('planning', 'Stage').objects.filter(calls__procedure=models.OuterRef('pk')).values('seats')
    apps.get_model('selection', 'Procedure').objects.update(stage_seats=models.Subquery(seats[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ('selection', '0019_waiting_and_confirming'),
    ]

    operations = [
        migrations.AddField(
            model_name='procedure',
            name='stage_seats',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.RunPython(take_those_of_now, migrations.RunPython.noop),
    ]
