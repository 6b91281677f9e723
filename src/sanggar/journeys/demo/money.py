"""The budget, adopted. What has been spent of it: see `spent`."""

from sanggar.funding import actions as funding
from sanggar.funding.models import BudgetLine
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.office import Cast
from sanggar.journeys.demo.plan import Plan
from sanggar.people.models import Role

CEILING = 150_000_000
PEOPLE, TIMES, DAYS, HOURS = "orang", "kali", "hari", "jam"
# An illustration, not an official plan: account, description, volume factors, unit price. Two stages.
LINES: tuple[tuple[str, str, tuple[tuple[int, str], ...], int], ...] = (
    ("5.1.02.02.01.0003", "Honor narasumber", ((4, PEOPLE), (4, HOURS), (2, "tahap")), 900_000),
    ("5.1.02.02.01.0003", "Honor moderator", ((2, PEOPLE), (2, TIMES)), 700_000),
    ("5.1.02.02.01.0029", "Pendamping (tenaga ahli)", ((5, PEOPLE), (8, "sesi"), (2, "tahap")), 300_000),
    ("5.1.02.01.01.0052", "Konsumsi peserta", ((60, PEOPLE), (2, DAYS), (2, "tahap")), 65_000),
    ("5.1.02.02.05.0009", "Sewa gedung pertemuan", ((2, DAYS), (2, "tahap")), 7_500_000),
    ("5.1.02.02.04.0355", "Sewa peralatan rekam", ((2, DAYS), (2, "tahap")), 2_500_000),
    ("5.1.02.01.01.0035", "Perlengkapan peserta", ((50, PEOPLE), (2, "tahap")), 100_000),
    ("5.1.02.01.01.0026", "Cetak modul dan sertifikat", ((100, "berkas"),), 80_000),
    ("5.1.02.02.01.0063", "Paket data peserta", ((50, PEOPLE), (2, "tahap")), 100_000),
    ("5.1.02.04.01.0003", "Transpor peserta", ((50, PEOPLE), (2, DAYS), (2, "tahap")), 50_000),
    ("5.1.02.01.01.0027", "Meterai dan pengiriman", ((2, "paket"),), 400_000),
)


def fund(plan: Plan, cast: Cast, days: Calendar) -> list[BudgetLine]:
    officer, at = cast.actor(Role.OFFICER), days.past(-118)
    budget = funding.set_ceiling(
        plan.programme,
        ceiling=CEILING,
        sub_activity_code="2.16.02.2.01.0024",
        sub_activity_name="Penguatan Kapasitas Sumber Daya Manusia Komunikasi Publik",
        code_list="Contoh: daftar tahun berjalan, periksa di SIPD",
        by=officer,
        at=at,
    )
    lines = []
    for account, description, factors, price in LINES:
        budget.refresh_from_db()
        line = funding.add_line(
            budget, account_code=account, description=description, factors=factors, unit_price=price, by=officer, at=at
        )
        lines.append(line)
    budget.refresh_from_db()
    funding.adopt_budget(budget, by=cast.actor(Role.BUDGET_AUTHORITY), at=days.past(-115))
    return lines
