"""Letters told by hand become messages, of which telling by hand is one way."""

import uuid

from django.db import migrations, models

CHANNELS = [("email", "Email"), ("whatsapp", "WhatsApp"), ("sms", "SMS")]
STATES = [
    ("held", "Ditahan"),
    ("queued", "Menunggu dikirim"),
    ("sending", "Sedang dikirim"),
    ("sent", "Terkirim"),
    ("failed", "Gagal"),
    ("delivered", "Sampai"),
    ("read", "Dibaca"),
    ("unknown", "Tidak pasti"),
    ("by_hand", "Perlu disampaikan langsung"),
    ("told", "Disampaikan langsung"),
    ("cancelled", "Dibatalkan"),
]


def take_over(apps, schema_editor):
    Message = apps.get_model("foundation", "Message")
    Message.objects.filter(told_at=None).update(state="by_hand", changed_at=models.F("written_at"))
    Message.objects.filter(told_at__isnull=False).update(state="told", changed_at=models.F("told_at"))
    for pk in Message.objects.values_list("pk", flat=True).iterator():
        Message.objects.filter(pk=pk).update(ref=uuid.uuid4())


class Migration(migrations.Migration):
    atomic = True

    dependencies = [("foundation", "0004_destroyed_files")]

    operations = [
        migrations.RemoveConstraint("letterbyhand", "letter_by_hand_one_waits"),
        migrations.RemoveConstraint("letterbyhand", "letter_by_hand_told_as_a_whole"),
        migrations.RemoveIndex("letterbyhand", "letter_by_hand_on_shelf"),
        migrations.RenameModel("LetterByHand", "Message"),
        migrations.AddField("message", "batch", models.CharField(blank=True, default="", max_length=80), preserve_default=False),
        migrations.AddField("message", "language", models.CharField(default="id", max_length=5)),
        migrations.AddField("message", "version", models.PositiveSmallIntegerField(blank=True, help_text="of the office's own text", null=True)),
        migrations.AddField("message", "person", models.CharField(blank=True, default="", max_length=64), preserve_default=False),
        migrations.AddField("message", "ref", models.UUIDField(null=True)),
        migrations.AddField("message", "state", models.CharField(choices=STATES, default="queued", max_length=10)),
        migrations.AddField("message", "channel", models.CharField(blank=True, choices=CHANNELS, default="", max_length=10), preserve_default=False),
        migrations.AddField("message", "tried", models.CharField(blank=True, default="", max_length=40), preserve_default=False),
        migrations.AddField("message", "reason", models.CharField(blank=True, default="", max_length=60), preserve_default=False),
        migrations.AddField("message", "attempts", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("message", "next_try_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("message", "taken_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("message", "provider_id", models.CharField(blank=True, db_index=True, default="", max_length=200), preserve_default=False),
        migrations.AddField("message", "cost", models.PositiveIntegerField(blank=True, help_text="rupiah", null=True)),
        migrations.AddField("message", "changed_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(take_over, migrations.RunPython.noop, elidable=True),
    ]
