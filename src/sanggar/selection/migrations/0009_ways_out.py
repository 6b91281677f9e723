from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("selection", "0008_answering_hours")]

    operations = [
        migrations.AddField("procedure", "seats", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField("lotterywork", "fewer_seats", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField("lotterywork", "limit_alone", models.BooleanField(default=False)),
        migrations.AddConstraint(
            "procedure",
            models.CheckConstraint(
                condition=models.Q(("seats", None), ("seats__gte", 1), _connector="OR"), name="procedure_draws_a_seat"
            ),
        ),
    ]
