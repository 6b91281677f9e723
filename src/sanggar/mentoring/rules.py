"""Who may do what with mentoring, as sentences."""

from collections.abc import Iterable

from sanggar.mentoring.models import Mentorship
from sanggar.mentoring.queries.care import HEARERS
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.planning.rules import holds, may_run_programme


def may_arrange_mentoring(account: Account, programme: Programme) -> bool:
    """Add mentors, assign, hand over, end."""
    return may_run_programme(account, programme)


def may_hear_complaints(account: Account, programme: Programme) -> bool:
    """Officers, the budget authority and the inspector; a complaint about oneself is not there for oneself."""
    return holds(account, programme, *HEARERS)


def may_answer_complaints(account: Account, programme: Programme) -> bool:
    """Who may hear them, but for the inspector, who changes nothing."""
    return holds(account, programme, Role.OFFICER, Role.BUDGET_AUTHORITY)


def may_accompany(account: Account, mentorship: Mentorship) -> bool:
    """A mentor acts for their own people, while the mentorship is open and the grant is in force."""
    return bool(accompanied(account, [mentorship]))


def accompanied(account: Account, mentorships: Iterable[Mentorship]) -> list[Mentorship]:
    """Of these the ones an account may act for; asks once a programme."""
    mine = [each for each in mentorships if each.is_open and each.mentor.account_id == account.pk]
    granted = {each: holds(account, each, Role.MENTOR) for each in {each.mentor.programme for each in mine}}
    return [each for each in mine if granted[each.mentor.programme]]
