"""Who may do what with calls and applications. Officers screen; everyone at the desk reads, but not everything."""

from datetime import datetime

from sanggar.applications.models import MOVES, Act, Application, ApplicationState, Correction
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.planning.rules import may_run_programme, may_see_programme

S = ApplicationState


def may_see_applications(account: Account, programme: Programme) -> bool:
    """Everyone who works at this desk, and the inspector."""
    return may_see_programme(account, programme)


def may_screen(account: Account, programme: Programme) -> bool:
    """Decide on applications, settle contested ones, re-issue secret links, see a whole NIK with a reason."""
    return may_run_programme(account, programme)


def may_see_disability_need(account: Account, programme: Programme) -> bool:
    """Specific data: only who prepares the support."""
    return may_run_programme(account, programme)


def is_editable(application: Application, at: datetime) -> bool:
    """Until closing; one sent back for correction until its deadline, for screening outlasts the call."""
    if application.frozen_at or application.erased_at or application.state not in MOVES[Act.EDIT].before:
        return False
    return application.call.is_open_at(at) or (application.state == S.CORRECTION and not is_overdue(application, at))


def is_overdue(application: Application, at: datetime) -> bool:
    """Whether the deadline of a correction has passed, also in the minutes before that is noted."""
    return Correction.objects.filter(application=application, due_at__lte=at).exists()


def is_withdrawable(application: Application) -> bool:
    """As long as it runs, even when the list is frozen: nobody is kept in a draw."""
    return application.erased_at is None and application.state in MOVES[Act.WITHDRAW].before


def is_returnable(application: Application, at: datetime) -> bool:
    """Before closing, by the one who withdrew it."""
    gone = application.frozen_at or application.erased_at
    return application.state == S.WITHDRAWN and not gone and application.call.is_open_at(at)


def is_open_to(application: Application, act: Act) -> bool:
    """Whether the office may do this now."""
    return not application.frozen_at and not application.erased_at and application.state in MOVES[act].before


def may_answer_rights(account: Account, programme: Programme) -> bool:
    """Read what people ask about their data, answer it, and hold data back for an inspection."""
    return may_run_programme(account, programme)
