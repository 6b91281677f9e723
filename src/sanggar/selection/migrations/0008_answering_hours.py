from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("selection", "0007_upheld_objections")]

    operations = [
        migrations.AddField("draw", "answering_hours", models.PositiveSmallIntegerField(default=12)),
        migrations.AddField("procedure", "answering_hours", models.PositiveSmallIntegerField(default=12)),
        migrations.AddConstraint(
            "procedure",
            models.CheckConstraint(
                condition=models.Q(("answering_hours__range", (1, 240))), name="procedure_answering_hours_plausible"
            ),
        ),
    ]
