"""Where the pages of spending are, and the trail that leads back from them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanggar.planning.models import Programme
from sanggar.spending.models import Payment


def address(name: str, programme: Programme, *args: object) -> str:
    return reverse(f"spending:{name}", args=[programme.organisation.slug, programme.slug, *args])


def tabs(programme: Programme, here: str) -> list[tuple[str, str, bool]]:
    """The lists of this room, beside each other."""
    lists = (
        ("payments", _("Pembayaran")),
        ("commitments", pgettext("daftar", "Komitmen")),
        ("payees", pgettext("daftar", "Penerima")),
        ("findings", _("Temuan")),
        ("realisation", pgettext("daftar", "Realisasi")),
        ("statement", _("SIPD")),
    )
    return [(label, address(name, programme), name == here) for name, label in lists]


def trail(programme: Programme, name: str, label: str, *above: str) -> tuple[str, ...]:
    """For a form's page, labels with addresses: the room, the list above it, and the one row of that it is about."""
    return (*payment_trail(programme), label, address(name, programme), *above)


def payment_trail(programme: Programme, payment: Payment | None = None) -> tuple[str, ...]:
    above = (payment.description, address("payment", programme, payment.pk)) if payment else ()
    return (_("Belanja"), address("payments", programme), *above)
