from datetime import time

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("selection", "0009_ways_out")]

    operations = [
        migrations.AddField("procedure", "deadline_time", models.TimeField(default=time(16))),
        migrations.AddConstraint(
            "procedure",
            models.CheckConstraint(
                condition=models.Q(("deadline_time__range", (time(8), time(21)))),
                name="procedure_deadline_at_a_civil_hour",
            ),
        ),
    ]
