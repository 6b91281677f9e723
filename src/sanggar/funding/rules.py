"""Who may do what with the plan of the money. Reading it is everyone's at the desk (`may_see_programme`)."""

from sanggar.people.models import OFFICE_ROLES, Account, Role
from sanggar.people.rules import offices_where
from sanggar.planning.models import Programme
from sanggar.planning.rules import holds, holds_anywhere


def may_plan_budget(account: Account, programme: Programme) -> bool:
    """Set the ceiling and write the lines, until the budget is adopted."""
    return holds(account, programme, Role.OFFICER, Role.PPTK)


def may_adopt_budget(account: Account, programme: Programme) -> bool:
    """Adopt the budget, and open it again with a reason."""
    return holds(account, programme, Role.BUDGET_AUTHORITY)


def may_read_references(account: Account) -> bool:
    """Account codes, tariffs, taxes and evidence rules are law, not secrets: whoever works at a desk reads them."""
    return account.is_active and holds_anywhere(account, *OFFICE_ROLES)


def may_import_references(account: Account) -> bool:
    """Bring in a list. All offices share it: it counts before a verified one only once it is verified itself."""
    return offices_where(account, Role.ADMINISTRATOR, Role.OFFICER).exists()


def may_verify_references(account: Account) -> bool:
    """Say that a list is what its legal basis says, and which tax practice holds; never of one's own list."""
    return offices_where(account, Role.ADMINISTRATOR, Role.PPK_SKPD, Role.BUDGET_AUTHORITY).exists()
