"""A budget of the news item: Rp150 million, adopted unless a test wants to write on it."""

from factories.people import SETUP, make_account
from sanggar.foundation import clock
from sanggar.funding import actions
from sanggar.funding.factors import Factor
from sanggar.funding.models import Budget, BudgetLine
from sanggar.people.models import Role
from sanggar.planning.models import Programme

CEILING = 150_000_000


def make_budget(programme: Programme, ceiling: int = CEILING) -> Budget:
    """A budget without lines, not yet adopted."""
    return actions.set_ceiling(
        programme,
        ceiling=ceiling,
        sub_activity_code="2.16.02.2.01.0015",
        sub_activity_name="Kemitraan Komunikasi dengan Komunitas Informasi Masyarakat",
        code_list="Daftar uji, 2 Januari 2026",
        by=SETUP,
        at=clock.now(),
    )


def make_line(
    budget: Budget,
    unit_price: int = 65_000,
    factors: tuple[Factor, ...] = ((60, "orang"), (2, "hari")),
    description: str = "Konsumsi peserta",
) -> BudgetLine:
    """Rp7.800.000 unless told otherwise."""
    return actions.add_line(
        budget,
        account_code="5.1.02.01.01.0052",
        description=description,
        factors=factors,
        unit_price=unit_price,
        by=SETUP,
        at=clock.now(),
    )


def adopt(budget: Budget) -> Budget:
    """Adopted by a budget authority made for it."""
    authority = make_account(f"Kuasa Anggaran {budget.pk}", Role.BUDGET_AUTHORITY, budget.programme.organisation)
    actions.adopt_budget(budget, by=authority.actor, at=clock.now())
    return budget


def make_adopted_line(programme: Programme, amount: int = 7_800_000) -> BudgetLine:
    """One line of so many rupiah in an adopted budget, ready for payments."""
    budget = make_budget(programme, ceiling=max(amount, CEILING))
    line = make_line(budget, unit_price=amount, factors=((1, "paket"),))
    adopt(budget)
    return line
