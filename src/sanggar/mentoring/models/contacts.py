from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.models import SealedTextField
from sanggar.mentoring.models.mentors import Topic
from sanggar.mentoring.models.mentorships import Mentorship
from sanggar.mentoring.models.slots import Talk

NOTE_PLACE = "mentoring.privatenote.text"


class How(models.TextChoices):
    CHAT = "chat", _("Pesan (WhatsApp)")
    CALL = "call", _("Telepon")
    VIDEO = "video", _("Panggilan video")
    VISIT = "visit", _("Tatap muka")
    GROUP = "group", _("Kelompok")


class Answer(models.TextChoices):
    """What the participant says of a contact that was noted with them."""

    CONFIRMED = "yes", _("Dibenarkan peserta")
    DISPUTED = "no", _("Disanggah peserta")


class Contact(models.Model):
    """One time that mentor and participant spoke. `held_on` is a day where the office is.

    What was spoken of are `topics`, values of `Topic` that were ticked, or a `summary` in somebody's own words, or both
    (`told`). What is written here both of them read, but for the word of a dispute: that is for the office alone, which
    may ask the mentor about it (`office_asks`). Confirmed by the participant it is evidence, for a payment too.

    A mistaken entry is voided, never changed: it stays to be read and no longer counts.
    """

    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="contacts", db_index=False)
    held_on = models.DateField()
    how = models.CharField(max_length=8, choices=How)
    minutes = models.PositiveSmallIntegerField()
    topics = models.JSONField(default=list, blank=True)
    summary = models.TextField(blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    next_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    talk = models.OneToOneField(Talk, models.PROTECT, null=True, blank=True, related_name="contact")
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answer_word = models.CharField(max_length=300, blank=True)
    office_asks = models.CharField(max_length=500, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.CharField(max_length=200, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-held_on", "-pk"]
        indexes = [
            models.Index(fields=["mentorship", "-held_on"], name="contact_latest"),
            models.Index(fields=["mentorship", "answer", "voided_at"], name="contact_answers"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(how__in=How.values), name="contact_how_known"),
            models.CheckConstraint(condition=Q(minutes__range=(1, 600)), name="contact_minutes_plausible"),
            models.CheckConstraint(condition=~Q(summary="") | ~Q(topics=[]), name="contact_says_something"),
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gte=F("held_on")), name="contact_next_is_later"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by="", answer_word="")
                | (Q(answer=Answer.CONFIRMED, answered_at__isnull=False) & ~Q(answered_by=""))
                | (Q(answer=Answer.DISPUTED, answered_at__isnull=False) & ~Q(answered_by="") & ~Q(answer_word="")),
                name="contact_answer_is_whole",
            ),
            models.CheckConstraint(condition=Q(answer__in=["", *Answer.values]), name="contact_answer_known"),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by="", void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(voided_by="") & ~Q(void_reason="")),
                name="contact_void_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"kontak {self.pk}"

    @property
    def told(self) -> str:
        """What was spoken of: what was ticked in the language of who reads, and the words as they were written."""
        ticked = ", ".join(str(label) for value, label in Topic.choices if value in self.topics)
        return f"{ticked}. {self.summary}".strip() if ticked else self.summary

    @property
    def counts(self) -> bool:
        return self.voided_at is None

    @property
    def is_evidence(self) -> bool:
        return self.counts and self.answer == Answer.CONFIRMED

    @property
    def is_disputed(self) -> bool:
        return self.counts and self.answer == Answer.DISPUTED

    @property
    def answer_mark(self) -> str:
        """Names the answer as it stands, so that a page can say which one was read; empty while there is none."""
        return f"{self.answer}@{self.answered_at.timestamp():.6f}" if self.answered_at else ""

    @property
    def awaits_answer(self) -> bool:
        return self.counts and not self.answer


class PrivateNote(models.Model):
    """What a mentor notes for themselves alone: sealed, in no list, no file and no handover."""

    contact = models.OneToOneField(Contact, models.PROTECT, primary_key=True, related_name="private_note")
    text_sealed = SealedTextField(place=NOTE_PLACE)

    def __str__(self) -> str:
        return f"catatan pribadi {self.contact_id}"
