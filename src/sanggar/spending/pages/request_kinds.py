"""What money is asked for: each kind of spending with the questions that it needs, under their headings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanggar.spending.models import Payment

SOURCE = (_("Dari mana dan kepada siapa"), ("commitment", "line", "payee"))
SUM = (_("Berapa dan bagaimana dibayar"), ("amount", "mode"))
SESSION = ("meeting", "hours")
TARIFF = ("tariff", "people")
CONTACTS = ("mentor", "contacts_paid", "contacts_from", "contacts_until")
Group = tuple[str | Promise, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Kind:
    """`about` are the questions of its own, which stand between where the money comes from and how much it is."""

    code: str
    name: str | Promise
    note: str | Promise
    about: Sequence[str]

    @property
    def groups(self) -> tuple[Group, ...]:
        return SOURCE, (_("Untuk apa"), ("description", *self.about)), SUM


GOODS = Kind(
    "belanja",
    _("Barang, sewa, atau jasa"),
    _("Kertas, cetak, sewa gedung atau alat, paket data, jasa penyedia, transpor peserta."),
    ("meeting",),
)
MEALS = Kind("konsumsi", _("Konsumsi sesi"), _("Dibandingkan dengan peserta yang hadir."), ("meeting", "portions"))
MENTORING = Kind(
    "pendampingan",
    _("Honor pendamping"),
    _("Dibandingkan dengan kontak yang dibenarkan peserta."),
    (*CONTACTS, *TARIFF),
)
FEE = Kind(
    "honor",
    _("Honor narasumber, moderator, panitia, atau tim"),
    _("Dibandingkan dengan lamanya sesi dan dengan batas honorarium."),
    (*SESSION, *TARIFF),
)
KINDS = (FEE, MENTORING, MEALS, GOODS)
WHOLE = Kind(
    "semua",
    _("Semua isian"),
    _("Bila yang dibayar tidak termasuk salah satu di atas."),
    (*SESSION, "portions", *CONTACTS, *TARIFF),
)
BY_CODE = {kind.code: kind for kind in (*KINDS, WHOLE)}


def kind_of(payment: Payment) -> Kind:
    """The narrowest kind that has a question for everything the payment says."""
    told = {name for name in WHOLE.about if getattr(payment, name)}
    return narrowest(told)


def narrowest(told: Collection[str]) -> Kind:
    return next((kind for kind in (GOODS, MEALS, FEE, MENTORING) if set(told) <= set(kind.about)), WHOLE)
