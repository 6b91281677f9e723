from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.people.models import Account
from sanggar.spending.models.payments import Payment


class TaxKind(models.TextChoices):
    PPH21 = "pph21", _("PPh 21")
    PPH22 = "pph22", _("PPh 22")
    PPH23 = "pph23", _("PPh 23")
    PPH4_2 = "pph4_2", _("PPh 4(2)")
    PPN = "ppn", _("PPN")
    PBJT = "pbjt", _("PBJT")
    STAMP = "meterai", _("Meterai")


class TaxEffect(models.TextChoices):
    """What it does to the money, by the words of the tax table. What is withheld or collected is not the payee's."""

    WITHHELD = "potong", _("dipotong")
    COLLECTED = "pungut", _("dipungut dari harga")
    CHARGED = "penjual", _("disetor penjual")
    STAMPED = "bea", _("ditempel pada kuitansi")


TAKEN = [TaxEffect.WITHHELD, TaxEffect.COLLECTED]


class PaymentTax(models.Model):
    """What is withheld from a payment for one tax, in rupiah, with the rule and its basis beside the figure.

    `computed` is what the rule makes of `base`; `amount` what is withheld. Where an officer sets another amount, or
    adds a tax that no rule found (`rule` empty, `computed` nought), it says why and who. What was worked out
    or set before is superseded and stays on record; nothing but that is ever changed of a row.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="taxes")
    kind = models.CharField(max_length=7, choices=TaxKind)
    effect = models.CharField(max_length=7, choices=TaxEffect, default=TaxEffect.WITHHELD)
    rule = models.CharField(max_length=200, blank=True)
    rates = models.CharField(max_length=200, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    base = models.BigIntegerField()
    computed = models.BigIntegerField()
    amount = models.BigIntegerField()
    computed_at = models.DateTimeField()
    overridden_at = models.DateTimeField(null=True, blank=True)
    overridden_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TaxKind.values), name="tax_kind_known"),
            models.CheckConstraint(condition=Q(effect__in=TaxEffect.values), name="tax_effect_known"),
            models.CheckConstraint(
                condition=Q(base__gte=0, computed__gte=0, amount__gte=0), name="tax_amounts_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(overridden_at=None, overridden_by=None, reason="", amount=F("computed")) & ~Q(rule="")
                | Q(overridden_at__isnull=False, overridden_by__isnull=False) & ~Q(reason=""),
                name="tax_overridden_by_whom_and_why",
            ),
            models.UniqueConstraint(
                fields=["payment", "kind"], condition=Q(superseded_at=None), name="tax_of_a_kind_once_on_a_payment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.payment}"
