"""What is taught: modules with their aims, the meetings that teach them, materials in versions, and the checklist.

Texts that come with the system stand in two languages; where the second is empty, the first is shown.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.models import StoredFile
from sanggar.planning.models import Meeting, Programme, Stage, Track


class Module(models.Model):
    """A part of what a programme teaches. Without stage or track it is for all of them.

    `origin` names the text of the system that it was made from; an office may change every word of it afterwards.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="modules")
    stage = models.ForeignKey(Stage, models.PROTECT, null=True, blank=True, related_name="modules")
    track = models.ForeignKey(Track, models.PROTECT, null=True, blank=True, related_name="modules")
    ordinal = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    objectives = models.TextField(blank=True, help_text="one a line")
    objectives_en = models.TextField(blank=True)
    origin = models.CharField(max_length=60, blank=True)
    meetings = models.ManyToManyField(Meeting, through="ModuleMeeting", related_name="modules")

    class Meta:
        ordering = ["ordinal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "origin"], condition=~Q(origin=""), name="module_of_the_system_added_once"
            ),
            models.CheckConstraint(condition=Q(ordinal__gte=1), name="module_counts_from_one"),
        ]

    def __str__(self) -> str:
        return self.title


class ModuleMeeting(models.Model):
    """A meeting teaches one module; which one goes with the meeting when the plan drops it."""

    module = models.ForeignKey(Module, models.PROTECT, related_name="module_meetings")
    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="module_meeting")

    def __str__(self) -> str:
        return f"{self.module}: {self.meeting}"


class Release(models.TextChoices):
    OPEN = "open", _("Langsung terbuka")
    DATE = "date", _("Mulai tanggal tertentu")
    ATTENDANCE = "attendance", _("Setelah hadir di sesi")
    WORK = "work", _("Setelah karya diterima")
    HELD = "held", _("Belum dibuka")


class Material(models.Model):
    """Something to read or watch. What it shows is its newest version; when, its release says."""

    module = models.ForeignKey(Module, models.PROTECT, related_name="materials")
    ordinal = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    release = models.CharField(max_length=10, choices=Release, default=Release.OPEN)
    release_on = models.DateField(null=True, blank=True)
    release_works = models.PositiveSmallIntegerField(null=True, blank=True, help_text="accepted works it waits for")
    release_meetings = models.ManyToManyField(Meeting, through="MaterialMeeting", related_name="+")
    offered_at = models.DateTimeField(
        null=True, blank=True, help_text="participants could open it before it was changed"
    )

    class Meta:
        ordering = ["ordinal", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(release__in=Release.values), name="material_release_known"),
            models.CheckConstraint(condition=Q(ordinal__gte=1), name="material_counts_from_one"),
            models.CheckConstraint(
                condition=Q(release=Release.DATE, release_on__isnull=False)
                | (~Q(release=Release.DATE) & Q(release_on=None)),
                name="material_date_where_asked",
            ),
            models.CheckConstraint(
                condition=Q(release=Release.WORK, release_works__gte=1)
                | (~Q(release=Release.WORK) & Q(release_works=None)),
                name="material_works_where_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MaterialMeeting(models.Model):
    """Being present at any of these opens the material: each cohort has a meeting of its own. Keeps the meeting."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="material_meetings")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["material", "meeting"], name="material_opened_by_meeting_once"),
        ]

    def __str__(self) -> str:
        return f"{self.material}: {self.meeting}"


class Kind(models.TextChoices):
    FILE = "file", _("Berkas")
    LINK = "link", _("Tautan")
    VIDEO = "video", _("Video")
    TEXT = "text", _("Bacaan")


class MaterialVersion(models.Model):
    """One state of a material. Never changed: a better one is added, and the office still reads the earlier."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=5, choices=Kind)
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    url = models.URLField(max_length=500, blank=True)
    body = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="what is new")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["material", "number"], name="material_version_numbered_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="material_version_kind_known"),
            models.CheckConstraint(
                condition=(Q(kind=Kind.FILE, file__isnull=False, url="", body=""))
                | (Q(kind__in=(Kind.LINK, Kind.VIDEO), file=None, body="") & ~Q(url=""))
                | (Q(kind=Kind.TEXT, file=None, url="") & ~Q(body="")),
                name="material_version_holds_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.material} ({self.number})"


class ChecklistItem(models.Model):
    """What a maker asks themselves of each work. A retired item stays, for works that were checked by it.

    `key` stays the same for ever; that of an item that comes with the system is the same in every programme.
    """

    module = models.ForeignKey(Module, models.PROTECT, related_name="checklist")
    key = models.CharField(max_length=40)
    ordinal = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["ordinal", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="checklist_item_asks_something"),
            models.UniqueConstraint(fields=["module", "key"], name="checklist_key_once_in_module"),
        ]

    def __str__(self) -> str:
        return self.text
