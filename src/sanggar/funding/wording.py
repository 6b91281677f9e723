"""What the columns of a line are called, in forms and lists alike."""

from django.utils.translation import gettext_lazy as _

LINE_LABELS = {
    "account_code": _("Kode rekening"),
    "description": _("Uraian"),
    "volume": _("Volume"),
    "unit": _("Satuan"),
    "unit_price": _("Harga satuan"),
    "amount": _("Jumlah"),
}
