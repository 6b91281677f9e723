"""The lists of payments, commitments and payees."""

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from sanggar.foundation import dates
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.planning.models import Programme
from sanggar.spending.evidence_queries import incomplete_payments
from sanggar.spending.models import Commitment, Mode, Payee, PayeeKind, Payment
from sanggar.spending.pages.addresses import address
from sanggar.spending.pages.presenters import tone_of
from sanggar.spending.queries import commitments_of, listed_payments, payees_of, spending_by_line
from sanggar.spending.states import UNAPPROVED, WAITING, CommitmentState, PaymentState

STATES = [
    ("berjalan", gettext_lazy("Belum dibayar")),
    ("belum-disetujui", gettext_lazy("Belum disetujui")),
    *PaymentState.choices,
]
SEVERAL = {"berjalan": WAITING, "belum-disetujui": UNAPPROVED}
WITH_REST = "bersisa"
COMMITMENT_TONES = {"open": "now", "finished": "good", "cancelled": "idle"}


def payments_listing(request: HttpRequest, programme: Programme, *, may_propose: bool) -> Listing:
    paid = payees_of(programme.organisation).filter(payments__line__budget__programme=programme).distinct()
    payees = [(str(payee.pk), payee.name) for payee in paid]
    return Listing(
        request,
        listed_payments(programme),
        _payment_columns(programme),
        name="pembayaran",
        caption=gettext_lazy("Pembayaran program ini"),
        search=("description", "payee__name", "proof_number"),
        filters=[
            Filter("keadaan", gettext_lazy("Keadaan"), STATES, _in_state),
            _line_filter(programme),
            Filter("penerima", gettext_lazy("Penerima"), payees, lambda rows, pk: rows.filter(payee=pk)),
            _accounts_filter(programme),
            Filter("cara", gettext_lazy("Cara bayar"), Mode.choices, lambda rows, mode: rows.filter(mode=mode)),
        ],
        empty=Empty(
            _("Belum ada pembayaran"),
            _("PPTK mengajukan, PPK-SKPD memverifikasi, PA/KPA menyetujui, bendahara membayar."),
            address("propose", programme) if may_propose else "",
            _("Ajukan pembayaran"),
        ),
    )


def _payment_columns(programme: Programme) -> list[Column]:
    def purpose(payment: Payment) -> Cell:
        return Cell(payment.description, link=address("payment", programme, payment.pk), note=payment.receiver.name)

    def state(payment: Payment) -> Cell:
        return Cell(payment.get_state_display(), tone=tone_of(payment))

    return [
        Column("untuk", gettext_lazy("Untuk"), lambda p: p.description, purpose, sort="description"),
        Column("tanggal", gettext_lazy("Diajukan"), lambda p: dates.local_date(p.proposed_at), sort="proposed_at"),
        Column("penerima", gettext_lazy("Penerima"), lambda p: p.receiver.name, on_page=False),
        Column("rekening", gettext_lazy("Kode rekening"), lambda p: p.line.account_code, on_page=False),
        Column("rincian", gettext_lazy("Rincian"), lambda p: p.line.description),
        Column("cara", gettext_lazy("Cara bayar"), lambda p: p.mode, on_page=False),
        Column("komitmen", pgettext_lazy("satu", "Komitmen"), _commitment_number, on_page=False),
        Column("jumlah", pgettext_lazy("satu", "Jumlah"), lambda p: p.amount, sort="amount", kind="money"),
        Column("pajak", gettext_lazy("Potongan pajak"), lambda p: p.taxed, kind="money", on_page=False),
        Column("keadaan", gettext_lazy("Keadaan"), lambda p: p.get_state_display(), state, sort="state"),
        Column("dibayar", gettext_lazy("Tanggal bayar"), lambda p: p.paid_on, on_page=False),
        Column("bukti", gettext_lazy("Nomor bukti"), lambda p: p.proof_number, on_page=False),
    ]


def _in_state(rows: QuerySet[Payment], to: str) -> QuerySet[Payment]:
    return rows.filter(state__in=SEVERAL.get(to, {to}))


def _accounts_filter(programme: Programme) -> Filter:
    """Paid ones by whether everything is there that their accounts need."""
    choices = [
        ("kurang", gettext_lazy("Bukti belum lengkap")),
        ("lengkap", gettext_lazy("Bukti lengkap, belum ditutup")),
    ]

    def narrow(rows: QuerySet[Payment], answer: str) -> QuerySet[Payment]:
        lacking = incomplete_payments(programme)
        paid = rows.filter(state=PaymentState.PAID)
        return paid.filter(pk__in=lacking) if answer == "kurang" else paid.exclude(pk__in=lacking)

    return Filter("spj", gettext_lazy("SPJ"), choices, narrow)


def _line_filter(programme: Programme) -> Filter:
    lines = [(str(line.pk), f"{line.account_code} {line.description}") for line in spending_by_line(programme)]
    return Filter("rincian", gettext_lazy("Rincian"), lines, lambda rows, pk: rows.filter(line=pk))


def _commitment_number(payment: Payment) -> str:
    return payment.commitment.number if payment.commitment else ""


def commitments_listing(request: HttpRequest, programme: Programme, *, may_commit: bool) -> Listing:
    states = [*CommitmentState.choices, (WITH_REST, gettext_lazy("Berjalan dan bersisa"))]
    return Listing(
        request,
        commitments_of(programme),
        _commitment_columns(programme),
        name="komitmen",
        caption=gettext_lazy("Komitmen program ini"),
        search=("number", "description", "payee__name"),
        filters=[
            Filter("keadaan", gettext_lazy("Keadaan"), states, _in_commitment_state),
            _line_filter(programme),
        ],
        empty=Empty(
            _("Belum ada komitmen"),
            _("Catat SPK, surat pesanan, atau kontrak, supaya nilainya disisihkan dari rincian."),
            address("make_commitment", programme) if may_commit else "",
            _("Catat komitmen"),
        ),
    )


def _in_commitment_state(rows: QuerySet[Commitment], to: str) -> QuerySet[Commitment]:
    if to == WITH_REST:
        return rows.filter(state=CommitmentState.OPEN, amount__gt=F("drawn"))
    return rows.filter(state=to)


def _commitment_columns(programme: Programme) -> list[Column]:
    def number(commitment: Commitment) -> Cell:
        title = f"{commitment.get_kind_display()} {commitment.number}"
        return Cell(title, link=address("commitment", programme, commitment.pk), note=commitment.description)

    def state(commitment: Commitment) -> Cell:
        return Cell(commitment.get_state_display(), tone=COMMITMENT_TONES[commitment.state])

    return [
        Column("nomor", gettext_lazy("Nomor"), lambda c: c.number, number, sort="number"),
        Column("jenis", gettext_lazy("Jenis"), lambda c: c.get_kind_display(), on_page=False),
        Column("untuk", gettext_lazy("Untuk"), lambda c: c.description, on_page=False),
        Column("tanggal", gettext_lazy("Tanggal"), lambda c: c.dated, sort="dated"),
        Column("penerima", gettext_lazy("Penerima"), lambda c: c.payee.name),
        Column("rekening", gettext_lazy("Kode rekening"), lambda c: c.line.account_code, on_page=False),
        Column("rincian", gettext_lazy("Rincian"), lambda c: c.line.description, on_page=False),
        Column("nilai", gettext_lazy("Nilai"), lambda c: c.amount, sort="amount", kind="money"),
        Column("diajukan", gettext_lazy("Sudah diajukan"), lambda c: c.drawn, kind="money"),
        Column("sisa", gettext_lazy("Sisa komitmen"), lambda c: c.rest, kind="money"),
        Column("keadaan", gettext_lazy("Keadaan"), lambda c: c.get_state_display(), state, sort="state"),
    ]


def payees_listing(request: HttpRequest, programme: Programme, *, may_keep: bool) -> Listing:
    def name(payee: Payee) -> Cell:
        return Cell(payee.name, link=address("payee", programme, payee.pk), note=payee.employer)

    columns = [
        Column("nama", gettext_lazy("Nama"), lambda p: p.name, name, sort="name"),
        Column("instansi", gettext_lazy("Instansi atau usaha"), lambda p: p.employer, on_page=False),
        Column("jenis", gettext_lazy("Jenis"), lambda p: p.get_kind_display(), sort="kind"),
        Column("golongan", gettext_lazy("Golongan"), lambda p: p.get_rank_group_display(), on_page=False),
        Column("npwp", gettext_lazy("NPWP"), lambda p: _("ada") if p.has_tax_number else pgettext("isi", "tidak ada")),
        Column("pkp", gettext_lazy("PKP"), lambda p: _("ya") if p.is_vat_registered else _("tidak"), on_page=False),
        Column("bank", gettext_lazy("Bank"), lambda p: p.bank_name),
    ]
    kinds = PayeeKind.choices
    return Listing(
        request,
        payees_of(programme.organisation),
        columns,
        name="penerima",
        caption=gettext_lazy("Penerima pembayaran perangkat daerah ini"),
        search=("name", "employer"),
        filters=[Filter("jenis", gettext_lazy("Jenis"), kinds, lambda rows, kind: rows.filter(kind=kind))],
        empty=Empty(
            _("Belum ada penerima"),
            _("Daftarkan orang atau usaha yang akan menerima uang; pajaknya mengikuti yang tercatat di sini."),
            address("add_payee", programme) if may_keep else "",
            _("Daftarkan penerima"),
        ),
    )
