"""Who may put a work on a participant's list, and who says that it counts."""

from sanggar.mentoring.queries import active_mentorship
from sanggar.mentoring.rules import may_accompany
from sanggar.people.models import Account
from sanggar.planning.rules import may_run_programme, may_see_programme
from sanggar.training.models import Enrolment

__all__ = ["may_add_work", "may_confirm_works", "may_see_works"]

may_see_works = may_see_programme
may_confirm_works = may_run_programme


def may_add_work(account: Account, enrolment: Enrolment) -> bool:
    """The officer, and the mentor who accompanies this participant now. Participants add theirs on their own page."""
    if may_run_programme(account, enrolment.stage.programme):
        return True
    mentorship = active_mentorship(enrolment)
    return mentorship is not None and may_accompany(account, mentorship)
