from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("selection", "0026_settled_by_of_running_calls")]

    operations = [
        migrations.AddField("lotterywork", "demands", models.JSONField(blank=True, default=list)),
    ]
