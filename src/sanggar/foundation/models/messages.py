"""What the office writes to people, and how far each message came."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanggar.foundation.models.fields import SealedTextField

MESSAGE_PLACE = "foundation.letterbyhand.text"
"""The name under which texts have been sealed since there were only letters told by hand."""


class MessageState(models.TextChoices):
    HELD = "held", _("Ditahan")
    QUEUED = "queued", _("Menunggu dikirim")
    SENDING = "sending", _("Sedang dikirim")
    SENT = "sent", _("Terkirim")
    FAILED = "failed", _("Gagal")
    DELIVERED = "delivered", _("Sampai")
    READ = "read", _("Dibaca")
    UNKNOWN = "unknown", _("Tidak pasti")
    BY_HAND = "by_hand", _("Perlu disampaikan langsung")
    TOLD = "told", _("Disampaikan langsung")
    CANCELLED = "cancelled", _("Dibatalkan")


class Channel(models.TextChoices):
    EMAIL = "email", pgettext_lazy("saluran", "Email")
    WHATSAPP = "whatsapp", "WhatsApp"
    SMS = "sms", "SMS"


WAITING = (MessageState.HELD, MessageState.QUEUED, MessageState.BY_HAND)


class Message(models.Model):
    """A message to one person.

    `shelf` is the list on which it lies and `key` what it is about, both in the words of the room that wrote it; while
    one waits under a key, a newer one takes its place. `batch` names those that are released together. The text, with
    name, number and address, is sealed, for it may hold a secret link; it is emptied some time after the message came
    to its end. `person` is the look-up hash of the number; `ref` is what providers are told to call the message by;
    `tried` are the channels that refused it. After `until` it need not be told any more.
    """

    shelf = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    batch = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=5, default="id")
    version = models.PositiveSmallIntegerField(null=True, blank=True, help_text="of the office's own text")
    text_sealed = SealedTextField(place=MESSAGE_PLACE, blank=True)
    person = models.CharField(max_length=64, blank=True)
    ref = models.UUIDField(null=True, unique=True, default=uuid.uuid4)
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.QUEUED)
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    tried = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    provider_id = models.CharField(max_length=200, blank=True, db_index=True)
    cost = models.PositiveIntegerField(null=True, blank=True, help_text="rupiah")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["written_at", "pk"]
        indexes = [
            models.Index(fields=["shelf", "state"], name="message_on_shelf"),
            models.Index(fields=["shelf", "key"], name="message_under_key"),
            models.Index(fields=["state", "next_try_at"], name="message_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["shelf", "key"], condition=Q(state__in=WAITING), name="message_one_waits_under_a_key"
            ),
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_known"),
            models.CheckConstraint(condition=Q(channel__in=["", *Channel.values]), name="message_channel_known"),
            models.CheckConstraint(
                condition=Q(state=MessageState.TOLD, told_at__isnull=False) & ~Q(told_by="")
                | ~Q(state=MessageState.TOLD) & Q(told_at=None, told_by=""),
                name="message_told_as_a_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.SENDING) | Q(taken_at__isnull=False), name="message_taken_by_the_clock"
            ),
        ]

    def __str__(self) -> str:
        return f"pesan {self.pk}"


class MessageEvent(models.Model):
    """What became of a message, step by step; those told by a provider carry its own name for the message."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=MessageState)
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    provider_id = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_event_state_known"),
            models.CheckConstraint(condition=Q(channel__in=["", *Channel.values]), name="message_event_channel_known"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"


class MessageGate(models.Model):
    """When a channel may be used again; whoever sends locks it, so that all workers together keep the limits."""

    channel = models.CharField(max_length=10, choices=Channel, primary_key=True)
    free_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="message_gate_channel_known")
        ]

    def __str__(self) -> str:
        return self.channel


class MessageContact(models.Model):
    """When a person was last written to by a channel: for the pause between two, and for how many people a day."""

    channel = models.CharField(max_length=10, choices=Channel)
    person = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["channel", "at"], name="message_contact_lately")]
        constraints = [
            models.UniqueConstraint(fields=["channel", "person"], name="message_contact_once_a_channel"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="message_contact_channel_known"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.at:%Y-%m-%d %H:%M}"


class MessageOptOut(models.Model):
    """Who wrote BERHENTI: no WhatsApp and no SMS to this number until MULAI. Only a hash of the number is kept."""

    person = models.CharField(max_length=64, primary_key=True)
    is_out = models.BooleanField(default=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
