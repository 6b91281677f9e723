"""A budget of the news item: Rp150 million, adopted unless a test wants to write on it."""

from factories.people import SETUP, make_account
from sanggar.cores.costing.shape import Driver
from sanggar.foundation import clock
from sanggar.funding import actions
from sanggar.funding.factors import Factor
from sanggar.funding.models import Budget, BudgetLine, BudgetVersion, VersionKind, VersionLine
from sanggar.funding.queries import drafts_of, last_adopted
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme

CEILING = 150_000_000
SUB_ACTIVITY = {
    "sub_activity_code": "2.16.02.2.01.0015",
    "sub_activity_name": "Kemitraan Komunikasi dengan Komunitas Informasi Masyarakat",
    "code_list": "Daftar uji, 2 Januari 2026",
}


def make_budget(programme: Programme, ceiling: int = CEILING, kind: str = VersionKind.DPA) -> BudgetVersion:
    """The first draft of a budget, without lines."""
    return actions.open_budget(programme, kind=kind, ceiling=ceiling, **SUB_ACTIVITY, by=SETUP, at=clock.now())


def make_draft(programme: Programme, kind: str = VersionKind.SHIFT, name: str = "Pergeseran 1") -> BudgetVersion:
    """A copy of what was adopted last."""
    source = last_adopted(programme.budget)
    assert source is not None
    return actions.draft_version(source, kind=kind, name=name, reason="Harga sewa naik.", by=SETUP, at=clock.now())


def make_line(
    version: BudgetVersion,
    unit_price: int = 65_000,
    factors: tuple[Factor, ...] = ((60, "orang"), (2, "hari")),
    description: str = "Konsumsi peserta",
    driver: str = Driver.PROGRAMME,
) -> VersionLine:
    """Rp7.800.000 unless told otherwise."""
    return actions.add_line(
        version,
        account_code="5.1.02.01.01.0052",
        description=description,
        factors=factors,
        unit_price=unit_price,
        driver=driver,
        by=SETUP,
        at=clock.now(),
    )


def change(line: VersionLine, unit_price: int, *, by: Account | None = None) -> None:
    """One paket at another price."""
    actions.change_line(
        line,
        account_code=line.account_code,
        description=line.description,
        factors=[(1, "paket")],
        unit_price=unit_price,
        by=by.actor if by else SETUP,
        at=clock.now(),
    )


def adopt(version: BudgetVersion, by: Account | None = None) -> Budget:
    """Adopted by a budget authority made for it."""
    budget = version.budget
    name, office = f"Kuasa Anggaran {budget.pk}", budget.programme.organisation
    known = Account.objects.filter(name=name).first()
    authority = by or known or make_account(name, Role.BUDGET_AUTHORITY, office)
    document = actions.Document(f"900/{version.pk}", clock.today(), "PPKD")
    actions.adopt_version(version, document=document, by=authority.actor, at=clock.now())
    budget.refresh_from_db()
    return budget


def line_in_force(line: VersionLine) -> BudgetLine:
    return BudgetLine.objects.get(budget=line.version.budget_id, key=line.key)


def make_adopted_line(programme: Programme, amount: int = 7_800_000) -> BudgetLine:
    """One line of so many rupiah in an adopted budget, ready for payments; a further one comes by another version."""
    budget = getattr(programme, "budget", None)
    version = make_draft(programme, VersionKind.AMENDED) if budget else make_budget(programme, max(amount, CEILING))
    line = make_line(version, unit_price=amount, factors=((1, "paket"),), description=f"Konsumsi {version.pk}")
    adopt(version)
    return line_in_force(line)


def only_draft(programme: Programme) -> BudgetVersion:
    return drafts_of(programme).get()
