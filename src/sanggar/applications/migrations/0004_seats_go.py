from django.db import migrations, models

STOCK = {
    "requirements": " Kursi dibagikan dengan undian terbuka, jadi urutan mendaftar tidak memengaruhi peluang Anda.",
    "requirements_en": (
        " Seats are given by an open lottery, so applying early or late makes no difference to your chance."
    ),
}


def leave_out_the_rule(apps, schema_editor):
    """The rule is told by the page itself, as it is published: the house's own sentence leaves the requirements."""
    for call in apps.get_model("applications", "Call").objects.all():
        for name, sentence in STOCK.items():
            setattr(call, name, getattr(call, name).replace(sentence, ""))
        call.save(update_fields=list(STOCK))


class Migration(migrations.Migration):
    dependencies = [("applications", "0003_family_card")]

    operations = [
        migrations.AddField(
            model_name="call",
            name="seats_go",
            field=models.CharField(
                blank=True,
                choices=[
                    ("lottery", "Undian di antara semua yang lolos"),
                    ("floor", "Nilai minimum, lalu undian"),
                    ("merit", "Nilai tertinggi"),
                    ("first_come", "Yang lebih dulu mendaftar"),
                ],
                default="",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("seats_go__in", ["", "lottery", "floor", "merit", "first_come"])),
                name="call_seats_go_known",
            ),
        ),
        migrations.RunPython(leave_out_the_rule, migrations.RunPython.noop),
    ]
