"""What of a payee may be shown to whom, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanggar.foundation.sealed import unseal
from sanggar.spending.models import PayeeAsKnown
from sanggar.spending.models.payees import BANK_PLACE, TAX_NUMBER_PLACE


def tax_number_words(payee: PayeeAsKnown) -> str:
    """The first six digits at most: a person's tax number is often the NIK."""
    if not payee.has_tax_number:
        return pgettext("isi", "tidak ada")
    if not payee.tax_number_sealed:
        return _("ada, nomornya belum dicatat")
    return f"{unseal(payee.tax_number_sealed, TAX_NUMBER_PLACE)[:6]}…"


def bank_account_words(payee: PayeeAsKnown, *, whole: bool) -> str:
    """Bank and number; only how it ends, where the reader has no right to more."""
    if not payee.bank_account_sealed:
        return payee.bank_name
    number = unseal(payee.bank_account_sealed, BANK_PLACE)
    return f"{payee.bank_name} {number if whole else f'…{number[-4:]}'}"
