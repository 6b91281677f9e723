from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.models import SealedTextField
from sanggar.people.models import Account, Organisation

TAX_NUMBER_PLACE = "spending.payee.tax_number"
BANK_PLACE = "spending.payee.bank_account"


class PayeeKind(models.TextChoices):
    UNSTATED = "unstated", _("Belum ditentukan")
    CIVIL_SERVANT = "civil_servant", _("ASN, TNI, Polri, atau pejabat negara")
    NON_EMPLOYEE = "non_employee", _("Orang pribadi bukan ASN")
    PARTICIPANT = "participant", _("Peserta kegiatan")
    VENDOR = "vendor", _("Usaha atau lembaga")
    GROUP = "group", _("Beberapa orang menurut daftar")


class RankGroup(models.TextChoices):
    """By the words of the tax table."""

    I = "I", _("Golongan I")  # noqa: E741 - what the rank is called
    II = "II", _("Golongan II")
    III = "III", _("Golongan III")
    IV = "IV", _("Golongan IV")
    STATE = "pejabat_negara", _("Pejabat negara")


class PayeeAsKnown(models.Model):
    """What papers, taxes and audit rules ask of whoever receives money.

    The tax number (NPWP, for a person often the NIK) and the bank account are sealed; `bank_account_lookup` is a keyed
    hash by which the same account of several payees is found.
    """

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=14, choices=PayeeKind)
    rank_group = models.CharField(max_length=14, choices=RankGroup, blank=True)
    employer = models.CharField(max_length=120, blank=True)
    is_of_this_office = models.BooleanField(default=False)
    has_tax_number = models.BooleanField(default=False)
    tax_number_sealed = SealedTextField(place=TAX_NUMBER_PLACE, blank=True)
    is_vat_registered = models.BooleanField(default=False)
    bank_name = models.CharField(max_length=60, blank=True)
    bank_account_sealed = SealedTextField(place=BANK_PLACE, lookup_field="bank_account_lookup", blank=True)
    bank_account_lookup = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        abstract = True


class Payee(PayeeAsKnown):
    """Who receives money of an office. `account` is theirs in this program, where they have one: nobody takes a step on
    money to themselves. Those from before payees were kept are `UNSTATED`.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="payees")
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PayeeKind.values), name="payee_kind_known"),
            models.CheckConstraint(condition=Q(rank_group__in=["", *RankGroup.values]), name="payee_rank_group_known"),
            models.CheckConstraint(
                condition=Q(kind=PayeeKind.CIVIL_SERVANT) & ~Q(rank_group="")
                | ~Q(kind=PayeeKind.CIVIL_SERVANT) & Q(rank_group=""),
                name="payee_rank_of_civil_servants",
            ),
            models.CheckConstraint(
                condition=Q(has_tax_number=True) | Q(tax_number_sealed=""), name="payee_tax_number_is_had"
            ),
            models.CheckConstraint(
                condition=Q(bank_account_sealed="", bank_account_lookup="")
                | ~Q(bank_account_sealed="") & ~Q(bank_account_lookup=""),
                name="payee_bank_account_findable",
            ),
        ]

    def __str__(self) -> str:
        """No name: this stands in the audit record."""
        return f"penerima {self.pk}"
