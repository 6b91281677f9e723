"""What waits for those who adopt, verify and pay."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.faces.desk.todo import Todo, link_to
from sanggar.funding.queries import budget_of
from sanggar.planning.models import Programme
from sanggar.spending.queries import (
    payments_beyond_contacts,
    payments_to_pay,
    payments_to_verify,
    payments_without_evidence,
)


def budget_to_adopt(programme: Programme, at: datetime) -> Iterator[Todo]:
    budget = budget_of(programme)
    if budget and not budget.adopted_at and budget.allocated:
        yield Todo(_("Sahkan anggaran"), programme.name, link_to("funding:budget", programme))


def payments_waiting_for_verification(programme: Programme, at: datetime) -> Iterator[Todo]:
    if count := payments_to_verify(programme).count():
        text = ngettext("Verifikasi %(n)s pembayaran", "Verifikasi %(n)s pembayaran", count) % {"n": count}
        yield Todo(text, programme.name, link_to("spending:payments", programme, "?keadaan=proposed"))


def payments_waiting_for_money(programme: Programme, at: datetime) -> Iterator[Todo]:
    if count := payments_to_pay(programme).count():
        text = ngettext("Bayar %(n)s tagihan", "Bayar %(n)s tagihan", count) % {"n": count}
        yield Todo(text, programme.name, link_to("spending:payments", programme, "?keadaan=verified"))


def payments_lacking_evidence(programme: Programme, at: datetime) -> Iterator[Todo]:
    if count := payments_without_evidence(programme).count():
        text = ngettext("Lengkapi bukti %(n)s pembayaran", "Lengkapi bukti %(n)s pembayaran", count) % {"n": count}
        yield Todo(text, _("Tanpa bukti, verifikator tidak dapat melanjutkan"), link_to("spending:payments", programme))


def payments_beyond(programme: Programme, at: datetime) -> Iterator[Todo]:
    if count := payments_beyond_contacts(programme).count():
        text = ngettext("Periksa %(n)s temuan honor pendamping", "Periksa %(n)s temuan honor pendamping", count)
        note = _("Dibayar untuk lebih banyak kontak daripada yang dibenarkan peserta")
        yield Todo(text % {"n": count}, note, link_to("spending:payments", programme))
