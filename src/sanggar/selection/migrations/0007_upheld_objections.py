from django.db import migrations, models
from django.db.models import F


def settle_what_was_upheld(apps, schema_editor):
    """Until now the list was frozen anew in the moment of the answer."""
    upheld = apps.get_model("selection", "Objection").objects.filter(state="upheld")
    upheld.update(settled_at=F("answered_at"))


class Migration(migrations.Migration):
    dependencies = [("selection", "0006_one_per_household")]

    operations = [
        migrations.AddField("frozenlist", "document", models.TextField(blank=True)),
        migrations.AddField("objection", "readings", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("objection", "settled_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(settle_what_was_upheld, migrations.RunPython.noop),
        migrations.AddConstraint(
            "objection",
            models.CheckConstraint(
                condition=models.Q(("state", "upheld"), models.Q(("readings", 0), ("settled_at", None)), _connector="OR"),
                name="objection_settled_once_upheld",
            ),
        ),
    ]
