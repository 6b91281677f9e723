"""Applications that the office entered: at the counter, or from a list that was collected elsewhere."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models.applications import Application
from sanggar.applications.models.calls import Call
from sanggar.foundation.models import SealedTextField, StoredFile

TABLE_PLACE = "applications.importrun.table"
ADDRESS_PLACE = "applications.officeentry.postal_address"


class Way(models.TextChoices):
    COUNTER = "counter", _("Di loket")
    IMPORT = "import", _("Dari daftar")


class Consented(models.TextChoices):
    SCAN = "scan", _("Di kertas, dipindai")
    SHELF = "shelf", _("Di kertas, disimpan")
    FORM = "form", _("Di formulir lain")


class TellBy(models.TextChoices):
    """How someone hears of a decision who can't be reached by telephone or e-mail."""

    PHONE = "phone", _("Lewat ponsel atau email")
    LETTER = "letter", _("Dengan surat ke alamatnya")
    OFFICE = "office", _("Datang bertanya ke kantor")


class ImportRun(models.Model):
    """An uploaded list on its way in. The table itself is sealed, and emptied when it is in or after a day; the mapping
    (field → heading) stays, to be proposed the next time.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="imports")
    name = models.CharField(max_length=200)
    table_sealed = SealedTextField(place=TABLE_PLACE, blank=True)
    settings = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=200)
    imported_at = models.DateTimeField(null=True, blank=True)
    entered = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(imported_at=None) | Q(table_sealed=""), name="import_run_leaves_no_table"
            )
        ]

    def __str__(self) -> str:
        return self.name


class OfficeEntry(models.Model):
    """How an application came in that its applicant did not send: by whom, and where their consent is kept.

    `row_digest` is a keyed hash of the imported row, by which the same row is known again.
    """

    application = models.OneToOneField(Application, models.PROTECT, primary_key=True, related_name="office_entry")
    way = models.CharField(max_length=8, choices=Way)
    entered_by = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    consented = models.CharField(max_length=8, choices=Consented)
    consent_place = models.CharField(max_length=200, blank=True)
    consent_scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField(null=True, blank=True)
    tell_by = models.CharField(max_length=8, choices=TellBy, default=TellBy.PHONE)
    address_sealed = SealedTextField(place=ADDRESS_PLACE, blank=True)
    import_run = models.ForeignKey(ImportRun, models.PROTECT, null=True, blank=True, related_name="entries")
    row = models.PositiveIntegerField(null=True, blank=True)
    row_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(way__in=Way.values), name="office_entry_way_known"),
            models.CheckConstraint(condition=Q(consented__in=Consented.values), name="office_entry_consent_known"),
            models.CheckConstraint(condition=Q(tell_by__in=TellBy.values), name="office_entry_telling_known"),
            models.CheckConstraint(
                condition=Q(consent_scan__isnull=False) | ~Q(consent_place=""), name="office_entry_consent_is_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.way}"
