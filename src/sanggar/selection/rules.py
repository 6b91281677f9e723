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
    """The dice are read by two of the office: officer, PPTK or budget authority. Never by the inspector, who checks."""
    return holds(account, programme, *DICE_READERS)


def is_second_person(account_id: int | None, first: DiceEntry) -> bool:
    """Who may enter the dice beside this entry: anybody but the one who made it. The database holds it too."""
    return account_id != first.account_id


def may_see_draw_links(account: Account, programme: Programme) -> bool:
    """Which draw id is which person: the inspector, who re-checks the draw. Each person sees their own."""
    return holds(account, programme, Role.INSPECTOR)


def may_make_offers(account: Account, programme: Programme) -> bool:
    """An officer opens and withdraws offers, and speaks to the people on the call list."""
    return may_run_programme(account, programme)


may_see_decrees = may_see_programme


def may_draft_decree(account: Account, programme: Programme) -> bool:
    """An officer writes and edits the draft of a decree."""
    return may_run_programme(account, programme)


def may_number_decree(account: Account, programme: Programme) -> bool:
    """The officer or the budget authority numbers a decree. Never the inspector, who reads it."""
    return holds(account, programme, Role.OFFICER, Role.BUDGET_AUTHORITY)


def may_file_signed_copies(account: Account, programme: Programme) -> bool:
    """Whoever may number a decree may also file what came back signed: the decree and the minutes."""
    return may_number_decree(account, programme)
