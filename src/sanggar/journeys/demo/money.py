"""The budget, adopted. What has been spent of it: see `spent`."""

from sanggar.cores.costing.shape import Driver, with_seats
from sanggar.foundation.audit import Actor
from sanggar.funding import actions as funding
from sanggar.funding.actions import Document
from sanggar.funding.factors import Factor
from sanggar.funding.models import Activity, Budget, BudgetLine, BudgetVersion, VersionKind, VersionLine
from sanggar.funding.queries import version_in_force
from sanggar.funding.shapes import shape_from_json
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.office import Cast
from sanggar.journeys.demo.plan import Plan
from sanggar.people.models import Role

CEILING = 150_000_000
PEOPLE, DAYS, HOURS = "orang", "hari", "jam"
# An illustration, not an official plan; codes of the last two are placeholders. Account, description, factors, for each
# of what, unit price. Two stages of Rp75.000.000; printing is split, for a line is a product.
LINES: tuple[tuple[str, str, tuple[tuple[int, str], ...], Driver, int], ...] = (
    ("5.1.02.02.01.0003", "Honor narasumber", ((4, PEOPLE), (4, HOURS)), Driver.STAGE, 900_000),
    ("5.1.02.02.01.0003", "Honor moderator", ((2, PEOPLE),), Driver.STAGE, 700_000),
    ("5.1.02.02.01.0029", "Pendamping (tenaga ahli)", ((5, PEOPLE), (8, "sesi")), Driver.STAGE, 300_000),
    ("5.1.02.01.01.0052", "Konsumsi peserta", ((60, PEOPLE), (2, DAYS)), Driver.STAGE, 65_000),
    ("5.1.02.02.05.0009", "Sewa gedung pertemuan", ((2, DAYS),), Driver.STAGE, 7_500_000),
    ("5.1.02.02.04.0355", "Sewa peralatan rekam", ((2, DAYS),), Driver.STAGE, 2_500_000),
    ("5.1.02.01.01.0035", "Perlengkapan peserta", ((1, "paket"),), Driver.SEAT, 100_000),
    ("5.1.02.01.01.0026", "Cetak modul dan sertifikat", ((1, "berkas"),), Driver.SEAT, 60_000),
    ("5.1.02.02.01.0063", "Paket data peserta", ((1, "paket"),), Driver.SEAT, 100_000),
    ("5.1.02.04.01.0003", "Transpor peserta", ((2, DAYS),), Driver.SEAT, 50_000),
    ("5.1.02.01.01.0027", "Meterai dan pengiriman", ((1, "paket"),), Driver.STAGE, 400_000),
    ("5.1.02.01.01.0026", "Cetak spanduk", ((1, "paket"),), Driver.STAGE, 1_000_000),
)


def fund(plan: Plan, cast: Cast, days: Calendar) -> list[BudgetLine]:
    """An RKA, the DPA that came of it, and beside it a shift and a scenario that are still being thought about."""
    officer, authority = cast.actor(Role.OFFICER), cast.actor(Role.BUDGET_AUTHORITY)
    rka = funding.open_budget(
        plan.programme,
        kind=VersionKind.RKA,
        ceiling=CEILING,
        sub_activity_code="2.16.02.2.01.0024",
        sub_activity_name="Penguatan Kapasitas Sumber Daya Manusia Komunikasi Publik",
        code_list="Contoh: daftar tahun berjalan, periksa di SIPD",
        by=officer,
        at=days.past(-121),
    )
    planned = [add_line(rka, line, officer, days) for line in LINES]
    document = f"900/%s/{days.today.year}"
    for version, number, offset in ((rka, "11", -120), (None, "12", -115)):
        draft = version or follow_up(rka, VersionKind.DPA, "DPA", "", -118, officer, days)
        signed = Document(document % number, days.day(offset), "PPKD")
        funding.adopt_version(draft, document=signed, by=authority, at=days.past(offset))
    noted = {"activity": Activity.SEMINAR, "reason": "KAK halaman 2: bimbingan teknis"}
    funding.set_activity(rka.budget, **noted, by=officer, at=days.past(-114))
    try_alternatives(plan, officer, days)
    in_force = {line.key: line for line in BudgetLine.objects.filter(budget=rka.budget)}
    posting = next(line for line in in_force.values() if line.description.startswith("Meterai"))
    in_two = {6: posting.amount // 2, 12: posting.amount - posting.amount // 2}
    funding.plan_cash(posting, months=in_two, by=officer, at=days.past(-113))
    return [in_force[line.key] for line in planned]


def add_line(
    version: BudgetVersion, line: tuple[str, str, tuple[Factor, ...], Driver, int], by: Actor, days: Calendar
) -> VersionLine:
    account, description, factors, driver, price = line
    return funding.add_line(
        version,
        account_code=account,
        description=description,
        factors=factors,
        driver=driver,
        unit_price=price,
        by=by,
        at=days.past(-121),
    )


def follow_up(
    source: BudgetVersion, kind: VersionKind, name: str, reason: str, offset: int, by: Actor, days: Calendar
) -> BudgetVersion:
    return funding.draft_version(source, kind=kind, name=name, reason=reason, by=by, at=days.past(offset))


def try_alternatives(plan: Plan, by: Actor, days: Calendar) -> None:
    """A shift from printing to posting, and what 60 seats in each stage would cost."""
    standing = version_in_force(Budget.objects.get(programme=plan.programme))
    assert standing is not None
    shift = follow_up(standing, VersionKind.SHIFT, "Pergeseran 1", "Ongkos kirim naik.", -5, by, days)
    for description, price in (("Cetak spanduk", 900_000), ("Meterai dan pengiriman", 500_000)):
        line = shift.lines.get(description=description)
        kept = {name: getattr(line, name) for name in ("account_code", "description", "factors", "driver")}
        funding.change_line(line, **kept, unit_price=price, by=by, at=days.past(-5))
    larger = follow_up(standing, VersionKind.AMENDED, "Skenario 60 kursi", "Peminat berlebih.", -4, by, days)
    shape = with_seats(shape_from_json(larger.shape), 60)
    funding.try_shape(larger, shape=shape, by=by, at=days.past(-4))
