"""Who may do what with a draw and its offers."""

from sanggar.applications.models import Call
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.planning.rules import holds, may_run_programme, may_see_programme
from sanggar.selection.models import UNFINISHED, DiceEntry, Reviewer, ReviewTask

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


def may_confirm_change(account: Account, programme: Programme) -> bool:
    """Who may read the dice may also confirm a change of the procedure, but never the own one (`OwnChange`)."""
    return may_enter_dice(account, programme)


def may_confirm_withdrawal(account: Account, programme: Programme) -> bool:
    """As for a change of the procedure; never the own proposal (`OwnWithdrawal`)."""
    return may_confirm_change(account, programme)


def is_second_person(account_id: int | None, first: DiceEntry) -> bool:
    """Who may enter the dice beside this entry: anybody but the one who made it. The database holds it too."""
    return account_id != first.account_id


def may_see_draw_links(account: Account, programme: Programme) -> bool:
    """Which draw id is which person: the inspector, who re-checks the draw. Each person sees their own."""
    return holds(account, programme, Role.INSPECTOR)


def may_answer_objections(account: Account, programme: Programme) -> bool:
    """Officer, PPTK or budget authority; of these never the one who refused (`OwnDecision`)."""
    return holds(account, programme, *DICE_READERS)


def may_see_decisions(account: Account, programme: Programme) -> bool:
    """What people wrote in objections, and the marks of each: for who decides on them, and the inspector who checks.
    Not for the treasurer or the administrator, whose work needs none of it.
    """
    return holds(account, programme, *DICE_READERS, Role.INSPECTOR)


def may_make_offers(account: Account, programme: Programme) -> bool:
    """An officer opens and withdraws offers, and speaks to the people on the call list."""
    return may_run_programme(account, programme)


def may_run_merit(account: Account, programme: Programme) -> bool:
    """An officer writes the rubric, appoints reviewers, shares applications out and calls a third reader."""
    return may_run_programme(account, programme)


def may_review(account: Account, reviewer: Reviewer) -> bool:
    """A reviewer acts in their own place alone, while the right is in force. An officer may be one too."""
    programme = reviewer.call.stage.programme
    return reviewer.account_id == account.pk and holds(account, programme, Role.REVIEWER)


def may_see_scores(account: Account, call: Call) -> bool:
    """Whose work it is (`may_see_decisions`); who reviews in this call too only once the list is frozen, for until then
    more may come to read, and only while nothing waits for them: own eyes first.
    """
    own = Reviewer.objects.filter(call=call, account=account)
    waiting = ReviewTask.objects.filter(reviewer__in=own, state__in=UNFINISHED)
    is_blind = own.exists() if call.frozen_at is None else waiting.exists()
    return may_see_decisions(account, call.stage.programme) and not is_blind


def may_see_others_scores(task: ReviewTask) -> bool:
    """A reviewer sees what others found about an application once their own review of it is finished."""
    return task.is_done


def is_own_application(reviewer: Reviewer, *, nik_lookup: str, email: str) -> bool:
    """Whether it is the reviewer's own: by the hash of the NIK, where they are registered, or by e-mail."""
    account = reviewer.account
    person = getattr(account, "person", None)
    same_nik = person is not None and person.nik_lookup == nik_lookup
    same_email = bool(email) and email.lower() == (account.email or "").lower()
    return same_nik or same_email


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
