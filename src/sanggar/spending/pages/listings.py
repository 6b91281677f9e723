"""The list of payments."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation import dates
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.planning.models import Programme
from sanggar.spending.models import Payment
from sanggar.spending.pages.presenters import address, tone_of
from sanggar.spending.queries import payments_of, spending_by_line
from sanggar.spending.states import PaymentState


def payments_listing(request: HttpRequest, programme: Programme, *, may_propose: bool) -> Listing:
    def purpose(payment: Payment) -> Cell:
        return Cell(payment.description, link=address("payment", programme, payment.pk), note=payment.payee)

    def state(payment: Payment) -> Cell:
        return Cell(payment.get_state_display(), tone=tone_of(payment))

    columns = [
        Column("untuk", gettext_lazy("Untuk"), lambda p: p.description, purpose, sort="description"),
        Column("tanggal", gettext_lazy("Diajukan"), lambda p: dates.local_date(p.proposed_at), sort="proposed_at"),
        Column("penerima", gettext_lazy("Penerima"), lambda p: p.payee, on_page=False),
        Column("rekening", gettext_lazy("Kode rekening"), lambda p: p.line.account_code, on_page=False),
        Column("rincian", gettext_lazy("Rincian"), lambda p: p.line.description),
        Column("jumlah", gettext_lazy("Jumlah"), lambda p: p.amount, sort="amount", kind="money"),
        Column("keadaan", gettext_lazy("Keadaan"), lambda p: p.get_state_display(), state, sort="state"),
        Column("dibayar", gettext_lazy("Tanggal bayar"), lambda p: p.paid_on, on_page=False),
        Column("bukti", gettext_lazy("Nomor bukti"), lambda p: p.proof_number, on_page=False),
    ]
    lines = [(str(line.pk), f"{line.account_code} {line.description}") for line in spending_by_line(programme)]
    return Listing(
        request,
        payments_of(programme),
        columns,
        name="pembayaran",
        caption=gettext_lazy("Pembayaran program ini"),
        search=("description", "payee", "proof_number"),
        filters=[
            Filter("keadaan", gettext_lazy("Keadaan"), PaymentState.choices, lambda rows, to: rows.filter(state=to)),
            Filter("rincian", gettext_lazy("Rincian"), lines, lambda rows, pk: rows.filter(line=pk)),
        ],
        empty=Empty(
            _("Belum ada pembayaran"),
            _("PPTK mengajukan, PPK-SKPD memverifikasi, bendahara membayar."),
            address("propose", programme) if may_propose else "",
            _("Ajukan pembayaran"),
        ),
    )
