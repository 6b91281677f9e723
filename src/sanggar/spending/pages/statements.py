"""What SIPD says was spent beside what was paid here: where they agree, where they differ, and why."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sanggar.foundation import clock, dates
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import Payment, StatementEntry
from sanggar.spending.pages.addresses import address, tabs, trail
from sanggar.spending.rules import may_reconcile
from sanggar.spending.statement_queries import entries_of, payments_to_choose, payments_untold, reconciliation_of

MATCHED, DIFFERS, EXPLAINED, OPEN = "cocok", "beda", "dijelaskan", "terbuka"
STATES = [
    (MATCHED, gettext_lazy("Cocok")),
    (DIFFERS, gettext_lazy("Cocok, jumlahnya beda")),
    (EXPLAINED, gettext_lazy("Tanpa pembayaran, dijelaskan")),
    (OPEN, gettext_lazy("Belum ada pembayarannya")),
]
TONES = {MATCHED: "good", DIFFERS: "now", EXPLAINED: "now", OPEN: "warn"}


@programme_page()
def reconciliation(request: DeskRequest, programme: Programme) -> HttpResponse:
    listing = _entries_listing(request, programme)
    if file := listing.file():
        return file
    page = {
        "programme": programme,
        "tabs": tabs(programme, "statement"),
        "found": reconciliation_of(programme),
        "listing": listing,
        "may_reconcile": may_reconcile(request.user, programme),
    }
    return render(request, "spending/statement.html", page)


@programme_page()
def untold(request: DeskRequest, programme: Programme) -> HttpResponse:
    """Paid here, and not in SIPD."""
    listing = _untold_listing(request, programme)
    page = {
        "programme": programme,
        "title": _("Dibayar di sini, belum ada di SIPD"),
        "lead": _("Periksa nomor SP2D atau SPM pembayarannya, atau masukkan daftar SIPD yang lebih baru."),
        "tabs": tabs(programme, "statement"),
        "listing": listing,
    }
    return listing.file() or render(request, "spending/list.html", page)


@programme_page(may_reconcile)
def match(request: DeskRequest, programme: Programme) -> HttpResponse:
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(
        partial(actions.match_statement, programme), by=request.actor, at=clock.now()
    ):
        messages.success(request, _("Baris SIPD dicocokkan lagi dengan pembayaran."))
        return redirect(address("statement", programme))
    page = {
        "programme": programme,
        "form": form,
        "title": _("Cocokkan lagi"),
        "lead": _("Baris yang belum berpasangan dicocokkan dengan pembayaran yang nomor dan jumlahnya sama."),
        "here": address("statement", programme),
        "trail": trail(programme, "statement", _("SIPD")),
    }
    return render(request, "spending/form.html", page, status=422 if form.errors else 200)


class PaymentsChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    def label_from_instance(self, obj: Payment) -> str:
        day = dates.short_date(obj.paid_on) if obj.paid_on else ""
        told = f"{obj.description}, {format_rupiah(obj.amount)}, {day}, {obj.proof_number}"
        rest: int = obj.untold  # type: ignore[attr-defined]  # annotated by `payments_to_choose`
        return (
            told
            if rest == obj.amount
            else _("%(told)s (tersisa %(rest)s)")
            % {
                "told": told,
                "rest": format_rupiah(rest),
            }
        )


class SettleForm(ActForm):
    payments = PaymentsChoice(
        label=gettext_lazy("Pembayaran yang dimaksud"),
        queryset=Payment.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    explanation = forms.CharField(
        label=gettext_lazy("Penjelasan"),
        help_text=gettext_lazy(
            "Perlu bila jumlahnya berbeda, atau tidak ada pembayarannya di sini. Bila diisi, pembayaran yang dipilih "
            "dianggap seluruhnya terjawab; kosongkan bila sisanya ada di baris SIPD yang lain."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    def __init__(self, offered: QuerySet[Payment], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["payments"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = offered


@programme_page(may_reconcile)
def settle(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    entry = get_object_or_404(entries_of(programme), pk=pk)
    entry.programme = programme
    chosen = list(entry.matches.values_list("payment", flat=True))
    initial = {"payments": chosen, "explanation": entry.explanation}
    form = SettleForm(payments_to_choose(entry), request.POST or None, initial=initial)
    if form.is_valid() and form.carry_out(partial(actions.settle_entry, entry), by=request.actor, at=clock.now()):
        messages.success(request, _("Baris SIPD diselesaikan."))
        return redirect(address("statement", programme))
    page = {
        "programme": programme,
        "form": form,
        "title": _("Selesaikan baris SIPD"),
        "lead": str(entry),
        "facts": _facts(entry),
        "here": address("statement", programme),
        "trail": trail(programme, "statement", _("SIPD")),
    }
    return render(request, "spending/form.html", page, status=422 if form.errors else 200)


def _facts(entry: StatementEntry) -> list[tuple[str, object]]:
    return [
        (_("Nilai"), format_rupiah(entry.amount)),
        (_("Tanggal"), dates.plain_date(entry.dated)),
        (_("Kode rekening"), entry.account_code),
        (_("Nomor SPM"), entry.spm_number or _("tidak disebut")),
        (_("Uraian"), entry.description or _("tidak disebut")),
    ]


def _state_of(entry: StatementEntry) -> str:
    if entry.answered is None:  # type: ignore[attr-defined]  # annotated by `entries_of`
        return EXPLAINED if entry.explanation else OPEN
    return MATCHED if entry.answered == entry.amount else DIFFERS  # type: ignore[attr-defined]


def _in_state(rows: QuerySet[StatementEntry], state: str) -> QuerySet[StatementEntry]:
    none, explained = Q(answered=None), ~Q(explanation="")
    same = Q(answered__isnull=False) & Q(answered=F("amount"))
    return rows.filter(
        {MATCHED: same, DIFFERS: ~none & ~same, EXPLAINED: none & explained, OPEN: none & ~explained}[state]
    )


def _entries_listing(request: HttpRequest, programme: Programme) -> Listing:
    words = dict(STATES)
    may = may_reconcile(request.user, programme)  # type: ignore[arg-type]  # signed in

    def number(entry: StatementEntry) -> Cell:
        link = address("settle_entry", programme, entry.pk) if may else ""
        return Cell(entry.number, link=link, note=entry.description)

    def state(entry: StatementEntry) -> Cell:
        found = _state_of(entry)
        return Cell(words[found], tone=TONES[found], note=entry.explanation)

    return Listing(
        request,
        entries_of(programme),
        [
            Column("sp2d", gettext_lazy("Nomor SP2D"), lambda e: e.number, number, sort="number"),
            Column("spm", gettext_lazy("Nomor SPM"), lambda e: e.spm_number, on_page=False),
            Column("tanggal", gettext_lazy("Tanggal"), lambda e: e.dated, sort="dated"),
            Column("rekening", gettext_lazy("Kode rekening"), lambda e: e.account_code, sort="account_code"),
            Column("uraian", gettext_lazy("Uraian"), lambda e: e.description, on_page=False),
            Column("nilai", gettext_lazy("Menurut SIPD"), lambda e: e.amount, sort="amount", kind="money"),
            Column("dibayar", gettext_lazy("Dibayar di sini"), lambda e: e.answered, kind="money"),
            Column("keadaan", gettext_lazy("Keadaan"), lambda e: words[_state_of(e)], state),
            Column("penjelasan", gettext_lazy("Penjelasan"), lambda e: e.explanation, on_page=False),
        ],
        name="sipd",
        caption=gettext_lazy("Baris realisasi menurut SIPD"),
        search=("number", "spm_number", "description", "account_code"),
        filters=[Filter("keadaan", gettext_lazy("Keadaan"), STATES, _in_state)],
        empty=Empty(
            _("Belum ada realisasi dari SIPD"),
            _("Unduh realisasi per SP2D dari SIPD, lalu masukkan: barisnya dicocokkan dengan pembayaran di sini."),
            address("upload_statement", programme) if may else "",
            _("Masukkan realisasi SIPD"),
        ),
    )


def _untold_listing(request: HttpRequest, programme: Programme) -> Listing:
    def purpose(payment: Payment) -> Cell:
        return Cell(payment.description, link=address("payment", programme, payment.pk))

    return Listing(
        request,
        payments_untold(programme),
        [
            Column("untuk", gettext_lazy("Untuk"), lambda p: p.description, purpose, sort="description"),
            Column("rekening", gettext_lazy("Kode rekening"), lambda p: p.line.account_code),
            Column("dibayar", gettext_lazy("Tanggal bayar"), lambda p: p.paid_on, sort="paid_on"),
            Column("bukti", gettext_lazy("Nomor bukti"), lambda p: p.proof_number, sort="proof_number"),
            Column("belum", gettext_lazy("Belum di SIPD"), lambda p: p.untold, kind="money"),
            Column("jumlah", pgettext_lazy("satu", "Jumlah"), lambda p: p.amount, sort="amount", kind="money"),
        ],
        name="belum-di-sipd",
        caption=gettext_lazy("Pembayaran yang belum ada di SIPD"),
        search=("description", "proof_number"),
        empty=Empty(_("Semua pembayaran ada di SIPD")),
    )
