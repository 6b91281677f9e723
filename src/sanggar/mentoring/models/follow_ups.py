from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.mentoring.follow_up_words import Opening, Settling, opening_words, settling_words
from sanggar.training.models import Enrolment


class FollowUpKind(models.TextChoices):
    PRESENCE = "presence", _("Kehadiran menurun")
    WORK = "work", _("Tugas belum dikumpulkan")
    SILENCE = "silence", _("Lama tanpa kontak")
    FIRST_CONTACT = "first", _("Belum pernah dihubungi")
    DISPUTE = "dispute", _("Catatan kontak disanggah")
    WISH = "wish", _("Ingin pendamping lain")
    TALK = "talk", _("Minta waktu bicara")
    AFTER = "after", _("Kabar sesudah pendampingan")
    OTHER = "other", _("Lain-lain")


OF_THE_OFFICE = (FollowUpKind.DISPUTE, FollowUpKind.SILENCE, FollowUpKind.FIRST_CONTACT, FollowUpKind.WISH)
PAST_THE_MENTOR = (FollowUpKind.WISH, FollowUpKind.AFTER)
"""What a participant said to the office alone: of the wish for another mentor, and of how it went afterwards."""


class FollowUp(models.Model):
    """Something about a participant that somebody must look after. It stays open until somebody says how it was
    settled, whoever accompanies in the meantime. What was disputed stands with the contacts, not here.

    What the system says of it is kept as `code` with `data`, and as `settled_code` (`follow_up_words`); `detail` and
    `settled_how` are what people wrote. `words` and `settled_words` tell either in the reader's language.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="follow_ups")
    kind = models.CharField(max_length=8, choices=FollowUpKind)
    code = models.CharField(max_length=10, blank=True)
    data = models.JSONField(default=dict, blank=True)
    detail = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=200, blank=True)
    settled_how = models.CharField(max_length=500, blank=True)
    settled_code = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "kind"], condition=Q(settled_at=None), name="follow_up_once_open"
            ),
            models.CheckConstraint(condition=Q(kind__in=FollowUpKind.values), name="follow_up_kind_known"),
            models.CheckConstraint(condition=Q(code__in=("", *Opening.values)), name="follow_up_code_known"),
            models.CheckConstraint(
                condition=Q(settled_code__in=("", *Settling.values)), name="follow_up_settling_known"
            ),
            models.CheckConstraint(condition=~Q(detail="") | ~Q(code=""), name="follow_up_says_something"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by="", settled_how="", settled_code="")
                | (Q(settled_at__isnull=False) & ~Q(settled_by="") & (~Q(settled_how="") | ~Q(settled_code=""))),
                name="follow_up_settled_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"tindak lanjut {self.pk}"

    @property
    def words(self) -> str:
        return opening_words(self.code, self.data) or self.detail

    @property
    def settled_words(self) -> str:
        return self.settled_how or settling_words(self.settled_code)

    @property
    def is_of_the_office(self) -> bool:
        """About the mentor's own silence or notes: the mentor sees it, and does not settle it."""
        return self.kind in OF_THE_OFFICE

    @property
    def is_open(self) -> bool:
        return self.settled_at is None
