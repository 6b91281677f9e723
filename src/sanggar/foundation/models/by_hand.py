from django.db import models
from django.db.models import Q

from sanggar.foundation.models.fields import SealedTextField

LETTER_PLACE = "foundation.letterbyhand.text"


class LetterByHand(models.Model):
    """A letter to somebody without an address: somebody tells it by telephone, WhatsApp or at the counter.

    `shelf` is the list on which it lies and `key` what it is about, both in the words of the room that wrote it; while
    one waits under a key, a newer one takes its place. The text, with name and number, is sealed, for it may hold a
    secret link; it is emptied some time after it was told. After `until` it need not be told any more.
    """

    shelf = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    text_sealed = SealedTextField(place=LETTER_PLACE, blank=True)
    written_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["written_at", "pk"]
        indexes = [models.Index(fields=["shelf", "told_at"], name="letter_by_hand_on_shelf")]
        constraints = [
            models.UniqueConstraint(
                fields=["shelf", "key"], condition=Q(told_at=None), name="letter_by_hand_one_waits"
            ),
            models.CheckConstraint(
                condition=Q(told_at=None, told_by="") | (Q(told_at__isnull=False) & ~Q(told_by="")),
                name="letter_by_hand_told_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"surat lisan {self.pk}"
