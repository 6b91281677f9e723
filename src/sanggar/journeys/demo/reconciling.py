"""What SIPD says of the demo's spending, laid beside it: rows that agree, one split, one corrected, one for a GU, which
is settled by hand, and one that nobody has explained yet.
"""

from django.db.models import QuerySet

from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.office import Cast
from sanggar.journeys.demo.plan import Plan
from sanggar.people.models import Role
from sanggar.spending import actions as spending
from sanggar.spending.models import Mode, Payment, StatementEntry
from sanggar.spending.states import GONE

COLUMNS = {
    "number": "Nomor SP2D",
    "dated": "Tanggal SP2D",
    "sub_activity": "Kode Sub Kegiatan",
    "account_code": "Kode Rekening",
    "description": "Uraian",
    "amount": "Nilai Realisasi",
}
SPEAKERS = "5.1.02.02.01.0003"
CORRECTED = 250_000


def reconcile(plan: Plan, cast: Cast, days: Calendar) -> None:
    by, at = cast.actor(Role.TREASURER), days.past(-2, 14)
    content = "\n".join(";".join(row) for row in [list(COLUMNS.values()), *_rows(plan, days)]).encode()
    run = spending.keep_statement(plan.programme, name="realisasi-sp2d.csv", content=content, by=by, at=at)
    spending.map_statement(run, columns=COLUMNS)
    spending.import_statement(run, by=by, at=at)
    fees = StatementEntry.objects.get(programme=plan.programme, account_code=SPEAKERS)
    payments = _paid(plan).filter(line__account_code=SPEAKERS)
    spending.settle_entry(fees, payments=payments, explanation="", by=by, at=at)


def _rows(plan: Plan, days: Calendar) -> list[list[str]]:
    """By SP2D; the building is told in two rows, the equipment too much at first."""
    code, year = plan.programme.budget.sub_activity_code, days.today.year
    rows = []
    for payment in _paid(plan).filter(mode=Mode.LS):
        day, about = f"{payment.paid_on:%d/%m/%Y}", [payment.line.account_code, payment.description]
        rows += [[payment.proof_number, day, code, *about, str(part)] for part in _told(payment)]
    honours = sum(each.amount for each in _paid(plan).filter(line__account_code=SPEAKERS))
    day = f"{days.day(-50):%d/%m/%Y}"
    gu = [f"SP2D-GU-0001/{year}", day, code, SPEAKERS, "Ganti uang persediaan: narasumber", str(honours)]
    strange = [f"SP2D-0099/{year}", day, code, "5.1.02.01.01.0026", "Cetak spanduk kegiatan", "1.000.000"]
    elsewhere = [f"SP2D-0098/{year}", day, "2.16.02.2.01.0015", SPEAKERS, "Sub kegiatan lain", "3.000.000"]
    return [*rows, gu, strange, elsewhere, ["Jumlah", "", "", "", "", "0"]]


def _told(payment: Payment) -> tuple[int, ...]:
    amount = payment.amount
    if payment.line.description.startswith("Sewa gedung"):
        return amount * 2 // 3, amount - amount * 2 // 3
    if payment.line.description.startswith("Sewa peralatan"):
        return amount + CORRECTED, -CORRECTED
    return (amount,)


def _paid(plan: Plan) -> QuerySet[Payment]:
    paid = Payment.objects.filter(line__budget__programme=plan.programme, state__in=GONE)
    return paid.select_related("line").order_by("pk")
