"""What a call asks besides the usual questions, as data."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models.calls import KEY, Call
from sanggar.applications.models.language import in_current_language
from sanggar.foundation.dates import plain_date

Value = str | list[str]
"""An answer: a text (number and day in plain form, a choice by its key, a file by its token), or keys of choices."""

NAMED = "q_"
"""Before the number of a question: what its field is called in a form."""


class QuestionKind(models.TextChoices):
    SHORT = "short", _("Jawaban pendek")
    LONG = "long", _("Jawaban panjang")
    ONE = "one", _("Pilihan, satu saja")
    SEVERAL = "several", _("Pilihan, boleh beberapa")
    NUMBER = "number", _("Angka")
    DATE = "date", _("Tanggal")
    LINK = "link", _("Tautan")
    FILE = "file", _("Berkas")


class Compared(models.TextChoices):
    """As what an answer is compared with those of others in the call (`comparing`)."""

    ACCOUNT = "account", _("Nomor rekening")
    ADDRESS = "address", _("Alamat rumah")


class Counted(models.TextChoices):
    """How a quota of the selection counts the answer: as something everybody sees of the list without names, or as
    specific data, which nobody may learn (UU 27/2022).
    """

    PUBLIC = "public", _("Ya, terbuka")
    SPECIFIC = "specific", _("Ya, data spesifik")


WRITTEN = (QuestionKind.SHORT, QuestionKind.LONG)
CHOOSING = (QuestionKind.ONE, QuestionKind.SEVERAL)
TELLING = (QuestionKind.LINK, QuestionKind.FILE)
"""Kinds whose answers may tell who wrote them: no reviewer reads them."""


class Question(models.Model):
    """A version of a question. Once the call is published it is never changed: new words are a new version, and every
    application keeps those that were read. `position` alone may change, for it says only where it stands.

    It is asked where the answer to `if_key` (an earlier question, or `category` or `track`) is or contains `if_value`;
    always where both are empty. `options` holds [key, Indonesian, English] of each choice. With `reviewers_read` the
    answer stands, blinded, before those who mark the application. `counted_as`: quotas may count the answer, which was
    told to everyone from the day the call was published; so it, and what can be answered, are fixed from then on.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="questions")
    key = models.CharField(max_length=30, validators=[KEY])
    version = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=QuestionKind)
    label = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    help_text = models.CharField(max_length=300, blank=True)
    help_text_en = models.CharField(max_length=300, blank=True)
    is_required = models.BooleanField(default=False)
    reviewers_read = models.BooleanField(default=True, db_default=False)
    options = models.JSONField(default=list, blank=True)
    if_key = models.CharField(max_length=30, blank=True)
    if_value = models.CharField(max_length=100, blank=True)
    compared_as = models.CharField(max_length=8, choices=Compared, blank=True, default="", db_default="")
    counted_as = models.CharField(max_length=8, choices=Counted, blank=True, default="", db_default="")
    written_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["call", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "key", "version"], name="question_version_once"),
            models.UniqueConstraint(fields=["call", "key"], condition=Q(retired_at=None), name="question_one_in_force"),
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="question_kind_known"),
            models.CheckConstraint(
                condition=Q(compared_as="") | Q(compared_as__in=Compared.values, kind__in=WRITTEN),
                name="question_compared_is_written",
            ),
            models.UniqueConstraint(
                fields=["call", "compared_as"],
                condition=Q(retired_at=None) & ~Q(compared_as=""),
                name="question_one_compared_as",
            ),
            models.CheckConstraint(
                condition=Q(if_key="", if_value="") | (~Q(if_key="") & ~Q(if_value="")), name="question_condition_whole"
            ),
            models.CheckConstraint(
                condition=Q(reviewers_read=False) | (~Q(kind__in=TELLING) & Q(compared_as="")),
                name="question_telling_unread_by_reviewers",
            ),
            models.CheckConstraint(
                condition=Q(counted_as="") | Q(counted_as__in=Counted.values, kind=QuestionKind.ONE),
                name="question_counted_is_one_choice",
            ),
            models.CheckConstraint(
                condition=~Q(counted_as=Counted.SPECIFIC) | Q(reviewers_read=False, is_required=False),
                name="question_specific_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"

    @property
    def name(self) -> str:
        """Of the field: it names the version, so that the one somebody read is the one on record."""
        return f"{NAMED}{self.pk}"

    @property
    def shown(self) -> str:
        return in_current_language(self.label, self.label_en)

    @property
    def is_specific(self) -> bool:
        """Whether the answer is data that nobody may learn but who runs the programme."""
        return self.counted_as == Counted.SPECIFIC

    @property
    def shown_help(self) -> str:
        return in_current_language(self.help_text, self.help_text_en)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """(key, words) of each choice."""
        return [(key, in_current_language(label, label_en)) for key, label, label_en in self.options]

    def worded(self, value: Value | None) -> str:
        """An answer as it is read; a file stays a token, whose name stands elsewhere."""
        if not value:
            return ""
        if self.kind in CHOOSING:
            labels = dict(self.choices)
            return ", ".join(labels.get(key, key) for key in ([value] if isinstance(value, str) else value))
        text = str(value)
        if self.kind == QuestionKind.NUMBER:
            return text.replace(".", ",")
        return plain_date(date.fromisoformat(text)) if self.kind == QuestionKind.DATE else text

    @property
    def words(self) -> dict[str, Any]:
        """All that makes a version: with the same, there is no new one."""
        return {name: getattr(self, name) for name in WORDS}


WORDS = (
    *("kind", "label", "label_en", "help_text", "help_text_en"),
    *("is_required", "reviewers_read", "options", "if_key", "if_value", "compared_as", "counted_as"),
)
