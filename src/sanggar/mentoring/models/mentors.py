from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.models import Region
from sanggar.people.models import Account
from sanggar.planning.models import Programme, Track
from sanggar.training.models import Enrolment

AGREEMENT_VERSION = "2026-1"
"""Of the text in `templates/mentoring/agreement_text.html`. A new text gets a new version, which is accepted anew."""


class Language(models.TextChoices):
    INDONESIAN = "id", _("Indonesia")
    JAVANESE = "jv", _("Jawa")
    MADURESE = "mad", _("Madura")
    ENGLISH = "en", _("Inggris")
    SIGN = "bisindo", _("Bahasa isyarat (BISINDO)")


class DayPart(models.TextChoices):
    MORNING = "morning", _("Hari kerja, pagi")
    AFTERNOON = "afternoon", _("Hari kerja, siang dan sore")
    EVENING = "evening", _("Hari kerja, malam")
    WEEKEND = "weekend", _("Akhir pekan")


class Topic(models.TextChoices):
    """What a participant needs help with, and a mentor can help with."""

    IDEAS = "ideas", _("Ide dan naskah")
    CAMERA = "camera", _("Kamera dan pencahayaan")
    SOUND = "sound", _("Suara dan musik")
    EDITING = "editing", _("Menyunting video")
    STAGE = "stage", _("Berani di depan kamera")
    LIVE = "live", _("Siaran langsung")
    GROWTH = "growth", _("Menumbuhkan penonton")
    INCOME = "income", _("Menghasilkan pendapatan")
    RULES = "rules", _("Hukum dan etika konten")


class MentorKind(models.TextChoices):
    """What sort of mentor somebody is, in their own words, and hopes for."""

    WOMAN = "woman", _("Perempuan")
    MAN = "man", _("Laki-laki")
    PEER = "peer", _("Sebaya, di bawah 30 tahun")
    CREATOR = "creator", _("Kreator yang masih aktif")
    TRADER = "trader", _("Pelaku usaha")


class Mentor(models.Model):
    """An account's place among the mentors of one programme.

    `assigned` counts active mentorships and never passes `capacity`. No tracks means every track. An inactive mentor
    (on leave, leaving) gets nobody new, but keeps those who are still to be handed over. Nobody is given to who has not
    accepted the agreement as it stands. `languages` and `times` hold values of `Language` and `DayPart`, none
    means any; `topics` and `kinds` of `Topic` and `MentorKind`. `liked_tracks` and `WishedPerson` are what the mentor
    hopes for. `conflicts_told` is what the mentor wrote of kin and colleagues, from which the office makes `Conflict`s;
    it waits for the office from `conflicts_told_at` until somebody there has read it (`queries.conflicts_to_read`).
    `phone` is `+628…`, or empty where the office has none.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="mentors")
    account = models.ForeignKey(Account, models.PROTECT, related_name="mentor_places")
    capacity = models.PositiveSmallIntegerField()
    assigned = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)
    tracks = models.ManyToManyField(Track, blank=True, related_name="mentors")
    skills = models.CharField(max_length=300, blank=True)
    topics = models.JSONField(default=list, blank=True)
    kinds = models.JSONField(default=list, blank=True)
    liked_tracks = models.ManyToManyField(Track, blank=True, related_name="+")
    languages = models.JSONField(default=list, blank=True)
    times = models.JSONField(default=list, blank=True)
    districts = models.ManyToManyField(Region, blank=True, related_name="+")
    conflicts_told = models.CharField(max_length=1000, blank=True)
    conflicts_told_at = models.DateTimeField(null=True, blank=True)
    conflicts_read_at = models.DateTimeField(null=True, blank=True)
    conflicts_read_by = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    agreement_version = models.CharField(max_length=10, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["account__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "account"], name="mentor_once_in_programme"),
            models.CheckConstraint(condition=Q(capacity__range=(1, 200)), name="mentor_capacity_plausible"),
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreement_version="")
                | (Q(agreed_at__isnull=False) & ~Q(agreement_version="")),
                name="mentor_agreed_as_a_whole",
            ),
            models.CheckConstraint(condition=Q(capacity__gte=F("assigned")), name="mentor_capacity_holds"),
            models.CheckConstraint(
                condition=Q(conflicts_read_at=None, conflicts_read_by="")
                | (Q(conflicts_read_at__isnull=False, conflicts_told_at__isnull=False) & ~Q(conflicts_read_by="")),
                name="mentor_conflicts_read_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.account.name

    @property
    def free(self) -> int:
        return self.capacity - self.assigned

    @property
    def has_conflicts_to_read(self) -> bool:
        return self.conflicts_told_at is not None and self.conflicts_read_at is None

    @property
    def conflicts_edition(self) -> str:
        """Names what the mentor wrote last."""
        return self.conflicts_told_at.isoformat() if self.conflicts_told_at else ""

    @property
    def has_agreed(self) -> bool:
        return self.agreement_version == AGREEMENT_VERSION


class ConflictKind(models.TextChoices):
    KIN = "kin", _("Keluarga")
    EMPLOYER = "employer", _("Satu tempat kerja")
    ASSESSOR = "assessor", _("Penilainya sendiri")
    NAMED = "named", _("Sebab lain yang disebut pendamping")


class Conflict(models.Model):
    """Why this mentor never accompanies this participant. One declared by mistake is retracted with a reason, and stays
    to be read.
    """

    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="conflicts")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="conflicts")
    kind = models.CharField(max_length=8, choices=ConflictKind)
    declared_at = models.DateTimeField()
    declared_by = models.CharField(max_length=200)
    retracted_at = models.DateTimeField(null=True, blank=True)
    retracted_by = models.CharField(max_length=200, blank=True)
    retract_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "enrolment"], condition=Q(retracted_at=None), name="conflict_once_a_pair"
            ),
            models.CheckConstraint(
                condition=Q(retracted_at=None, retracted_by="", retract_reason="")
                | (Q(retracted_at__isnull=False) & ~Q(retracted_by="") & ~Q(retract_reason="")),
                name="conflict_retracted_as_a_whole",
            ),
            models.CheckConstraint(condition=Q(kind__in=ConflictKind.values), name="conflict_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_id} {self.enrolment_id}"


class MentorReminder(models.Model):
    """A reminder that went out; one a mentor and day, however often the job runs."""

    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="reminders")
    day = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mentor", "day"], name="mentor_reminded_once_a_day")]

    def __str__(self) -> str:
        return f"{self.mentor_id} {self.day}"
