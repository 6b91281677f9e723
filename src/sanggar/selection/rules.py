"""Who may do what with a draw and its offers."""

from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.planning.rules import holds, may_run_programme, may_see_programme
from sanggar.selection.models import DiceEntry

DICE_READERS = (Role.OFFICER, Role.PPTK, Role.BUDGET_AUTHORITY)

may_see_draws = may_see_programme


def may_run_draw(account: Account, programme: Programme) -> bool:
    """An officer freezes the list, fetches the beacon's value, runs the draw and publishes it."""
    return may_run_programme(account, programme)


def may_enter_dice(account: Account, programme: Programme) -> bool:
    """The dice are read by two of the office: officer, PPTK or budget authority. Never by the inspector, who checks,
    nor by an administrator, who gives these rights: so neither reader can have made the other.
    """
    return holds(account, programme, *DICE_READERS) and not holds(account, programme, Role.ADMINISTRATOR)


def is_second_person(account_id: int | None, first: DiceEntry) -> bool:
    """Who may enter the dice beside this entry: anybody but the one who made it. The database holds it too."""
    return account_id != first.account_id


def may_see_draw_links(account: Account, programme: Programme) -> bool:
    """Which draw id is which person: the inspector, who re-checks the draw. Each person sees their own."""
    return holds(account, programme, Role.INSPECTOR)


def may_make_offers(account: Account, programme: Programme) -> bool:
    """An officer opens and withdraws offers, and speaks to the people on the call list."""
    return may_run_programme(account, programme)
