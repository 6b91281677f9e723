"""What stands in the wrong order of days: money that left too late, papers older than what they approve."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock, dates
from sanggar.spending.findings.case import Case
from sanggar.spending.findings.rule import Found, Rule
from sanggar.spending.states import GONE


def _paid_late(case: Case) -> Iterator[Found]:
    """Within the year, yet after the last day that its list has: what has left is noted, and asked about."""
    last = case.deadlines.last_payment(case.programme.fiscal_year)
    for claim in case.claims if last else ():
        payment = claim.payment
        if last and payment.state in GONE and payment.paid_on and payment.paid_on > last.on:
            figures = {"paid_on": payment.paid_on.isoformat(), "last_on": last.on.isoformat()}
            yield Found(figures, payment=payment.pk)


def _older_than_its_draft(case: Case) -> Iterator[Found]:
    """Signed before its draft was made here: entered afterwards, or dated back. What was ordered or asked for between
    the two days was judged by the budget before it, so that is counted with it.
    """
    for version in case.documents:
        drafted = dates.local_date(version.drafted_at, clock.office_zone())
        signed = version.dated
        if signed is None or signed >= drafted:
            continue
        orders = sum(signed <= order.dated < drafted for order in case.orders)
        asked = tuple(claim.payment.pk for claim in case.claims if signed <= claim.on < drafted)
        on = {"dated_on": signed.isoformat(), "drafted_on": drafted.isoformat()}
        yield Found({**on, "number": orders + len(asked)}, version=version.pk, others=asked)


RULES = (
    Rule(
        "bayar-lewat",
        _("Dibayar sesudah hari terakhir tahun anggaran"),
        _("Uang keluar paling lambat pada tanggal terakhir di bulan Desember yang ditetapkan daftar aturan audit."),
        _("Dibayar %(paid_on)s; paling lambat %(last_on)s."),
        _("PP 12/2019 tentang tahun anggaran; surat edaran akhir tahun kota."),
        _paid_late,
    ),
    Rule(
        "dokumen-mundur",
        _("Dokumen anggaran lebih tua dari rancangannya"),
        _(
            "Yang ditandatangani adalah rancangan yang sudah ada. Bila dokumennya dicatat menyusul, jelaskan bahwa "
            "isinya sama dengan yang ditandatangani, dan mengapa baru dicatat."
        ),
        _(
            "Dokumennya bertanggal %(dated_on)s, rancangannya dibuat %(drafted_on)s; di antaranya %(number)s komitmen "
            "dan pembayaran."
        ),
        _("Pengeluaran atas beban APBD didasarkan atas DPA (PP 12/2019)."),
        _older_than_its_draft,
    ),
)
