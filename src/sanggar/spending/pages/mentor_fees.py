"""The list of fees by mentor and month, for the screen, as a workbook and on paper."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date
from sanggar.foundation.documents import pdf_response
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.spending.documents.mentor_fees import fee_list, hours_words
from sanggar.spending.mentor_fees import mentor_fees, months_of_contacts, not_asked_for
from sanggar.spending.models import Payment
from sanggar.spending.money_charts import month_name
from sanggar.spending.pages.addresses import address, tabs
from sanggar.spending.pages.presenters import tone_of
from sanggar.spending.payee_words import tax_number_words
from sanggar.spending.rules import may_read_accounts, may_read_bank_accounts

SINCE, UNTIL = "sejak", "sampai"


@programme_page(may_read_accounts)
def fees(request: DeskRequest, programme: Programme) -> HttpResponse:
    listing = _listing(request, programme)
    if file := listing.file():
        return file
    first, last = _bounds(listing)
    waiting = not_asked_for(programme, first, last)
    unasked = [(each.account.name, each.number, hours_words(each.minutes)) for each in waiting]  # type: ignore[attr-defined]  # annotated
    page = {
        "programme": programme,
        "tabs": tabs(programme, "payments"),
        "listing": listing,
        "unasked": unasked,
        "pdf_url": f"{address('mentor_fees_pdf', programme)}{listing.address()}",
    }
    return render(request, "spending/mentor_fees.html", page)


@programme_page(may_read_accounts)
def fees_pdf(request: DeskRequest, programme: Programme) -> HttpResponse:
    """What the list shows under this address, all of its pages."""
    listing = _listing(request, programme)
    first, last = _bounds(listing)
    hands = ("proposed_by", "paid_by")
    payments = list(listing.found.select_related("line__budget__programme__organisation__region", "mentor", *hands))
    whole = may_read_bank_accounts(request.user, programme)
    content = fee_list(programme, payments, (first, last), whole=whole, at=clock.now())
    return pdf_response(content, f"honor-pendamping-{programme.slug}")


def _bounds(listing: Listing) -> tuple[date | None, date | None]:
    """The first and the last day of the months that were chosen."""
    since, until = (listing.chosen.get(key) for key in (SINCE, UNTIL))
    return date.fromisoformat(since) if since else None, _last_day(until) if until else None


def _last_day(month: str) -> date:
    first = date.fromisoformat(month)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _listing(request: HttpRequest, programme: Programme) -> Listing:
    months = [(month.isoformat(), month_name(month)) for month in months_of_contacts(programme)]
    return Listing(
        request,
        mentor_fees(programme),
        _columns(programme),
        name="honor-pendamping",
        caption=gettext_lazy("Honor pendamping"),
        search=("payee__name", "mentor__account__name"),
        filters=[
            Filter(SINCE, gettext_lazy("Sejak bulan"), months, lambda rows, day: rows.filter(contacts_until__gte=day)),
            Filter(
                UNTIL,
                gettext_lazy("Sampai bulan"),
                months,
                lambda rows, day: rows.filter(contacts_until__lte=_last_day(day)),
            ),
        ],
        empty=Empty(
            _("Belum ada honor pendamping"),
            _("Honor diajukan sebagai pembayaran yang menyebut pendamping dan hari kontaknya."),
        ),
    )


def _columns(programme: Programme) -> list[Column]:
    def name(payment: Payment) -> Cell:
        return Cell(payment.receiver.name, link=address("payment", programme, payment.pk), note=_tax_status(payment))

    def contacts(payment: Payment) -> Cell:
        told = _("%(n)s dibenarkan, %(hours)s")
        figures = {"n": payment.confirmed, "hours": hours_words(payment.minutes)}  # type: ignore[attr-defined]  # annotated
        return Cell(payment.contacts_paid, note=told % figures)

    def state(payment: Payment) -> Cell:
        return Cell(payment.get_state_display(), tone=tone_of(payment))

    return [
        Column("penerima", gettext_lazy("Pendamping"), lambda p: p.receiver.name, name, sort="payee__name"),
        Column("status", gettext_lazy("NPWP dan jenis penerima"), _tax_status, on_page=False),
        Column("hari", gettext_lazy("Hari kontak"), _days, sort="contacts_until"),
        Column("kontak", gettext_lazy("Kontak diajukan"), lambda p: p.contacts_paid, contacts, kind="number"),
        Column("dibenarkan", gettext_lazy("Kontak dibenarkan"), lambda p: p.confirmed, kind="number", on_page=False),
        Column("menit", gettext_lazy("Menit kontak"), lambda p: p.minutes, kind="number", on_page=False),
        Column("tarif", gettext_lazy("Tarif per kontak"), _rate, kind="money"),
        Column("bruto", gettext_lazy("Bruto"), lambda p: p.amount, sort="amount", kind="money"),
        Column("pajak", gettext_lazy("Potongan pajak"), lambda p: p.taxed, kind="money"),
        Column("diterima", pgettext_lazy("uang", "Diterima"), lambda p: p.amount - p.taxed, kind="money"),
        Column("keadaan", gettext_lazy("Keadaan"), lambda p: p.get_state_display(), state, sort="state"),
        Column("tanda", gettext_lazy("Tanda tangan"), lambda _payment: "", on_page=False),
    ]


def _tax_status(payment: Payment) -> str:
    told = _("NPWP %(number)s · %(kind)s")
    receiver = payment.receiver
    return told % {"number": tax_number_words(receiver), "kind": receiver.get_kind_display()}


def _days(payment: Payment) -> str:
    assert payment.contacts_from is not None
    assert payment.contacts_until is not None
    return f"{plain_date(payment.contacts_from)} – {plain_date(payment.contacts_until)}"


def _rate(payment: Payment) -> int | None:
    """None where the sum does not divide evenly."""
    rate, rest = divmod(payment.amount, payment.contacts_paid or 1)
    return None if rest else rate
