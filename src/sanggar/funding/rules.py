"""Who may do what with the plan of the money. Reading it is everyone's at the desk (`may_see_programme`)."""

from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.planning.rules import holds


def may_plan_budget(account: Account, programme: Programme) -> bool:
    """Set the ceiling and write the lines, until the budget is adopted."""
    return holds(account, programme, Role.OFFICER, Role.PPTK)


def may_adopt_budget(account: Account, programme: Programme) -> bool:
    """Adopt the budget, and open it again with a reason."""
    return holds(account, programme, Role.BUDGET_AUTHORITY)
