"""Who may do what with payments, commitments and payees. Reading is everyone's at the desk (`may_see_programme`)."""

from sanggar.people.models import OFFICE_ROLES, Account, Organisation, Role
from sanggar.planning.models import Programme
from sanggar.planning.rules import holds, holds_anywhere, programmes_seen_by
from sanggar.spending.models import LEFT_BY, DocumentKind, Finding, Mode, Payment
from sanggar.spending.queries import ROLES, duties_taken
from sanggar.spending.states import ALLOWED, GONE, TURN, Duty, PaymentState, duty_of


def may_read_money_of_programmes(account: Account) -> bool:
    """Of all the programmes that an account sees at the desk, side by side and added up."""
    return account.is_active and holds_anywhere(account, *OFFICE_ROLES)


def may_propose_payment(account: Account, programme: Programme) -> bool:
    """The PPTK asks for money, hands in again what was returned, and cancels what was asked."""
    return holds(account, programme, Role.PPTK)


def may_verify_payment(account: Account, programme: Programme) -> bool:
    """The PPK-SKPD: the request before it is paid, the accounts after."""
    return holds(account, programme, Role.PPK_SKPD)


def may_approve_payment(account: Account, programme: Programme) -> bool:
    return holds(account, programme, Role.BUDGET_AUTHORITY)


def may_pay(account: Account, programme: Programme) -> bool:
    return holds(account, programme, Role.TREASURER)


def may_refuse_payment(account: Account, programme: Programme) -> bool:
    """Return or refuse: who would have to verify, approve or pay it, in their turn (`may_take`)."""
    return holds(account, programme, Role.PPK_SKPD, Role.BUDGET_AUTHORITY, Role.TREASURER)


def may_attach_evidence(account: Account, programme: Programme) -> bool:
    return may_propose_payment(account, programme) or may_pay(account, programme)


def may_waive_evidence(account: Account, programme: Programme) -> bool:
    """The PPK-SKPD, who closes the accounts, says what may be missing from them."""
    return may_verify_payment(account, programme)


def may_commit(account: Account, programme: Programme) -> bool:
    """Note orders and contracts, and end them."""
    return holds(account, programme, Role.PPTK)


def may_keep_payees(account: Account, programme: Programme) -> bool:
    return holds(account, programme, Role.PPTK, Role.TREASURER)


def may_read_bank_accounts(account: Account, programme: Programme) -> bool:
    """Whole: who asks, who checks, who transfers. Everyone else sees how it ends."""
    return holds(account, programme, Role.PPTK, Role.PPK_SKPD, Role.TREASURER)


def may_read_accounts(account: Account, programme: Programme) -> bool:
    """Accountability files and receipt lists, with what they tell of people: who has a part in paying, who audits."""
    return holds(account, programme, *ROLES.values(), Role.INSPECTOR)


def may_set_taxes(account: Account, programme: Programme) -> bool:
    return holds(account, programme, Role.PPTK, Role.PPK_SKPD, Role.TREASURER)


def may_note_documents(account: Account, programme: Programme) -> bool:
    """Any of them; which, see `documents_noted_by`."""
    return bool(documents_noted_by(account, programme))


def documents_noted_by(account: Account, programme: Programme) -> list[DocumentKind]:
    """The PPTK writes the NPD, the treasurer the SPP and receives the SP2D, the PA/KPA signs the SPM."""
    writers = {
        DocumentKind.NPD: Role.PPTK,
        DocumentKind.SPP: Role.TREASURER,
        DocumentKind.SPM: Role.BUDGET_AUTHORITY,
        DocumentKind.SP2D: Role.TREASURER,
    }
    return [kind for kind, role in writers.items() if holds(account, programme, role)]


def voidable_documents(account: Account, payment: Payment) -> list[DocumentKind]:
    """Which papers of a payment this account may take back: not those by which its money has left."""
    left_by = LEFT_BY if payment.mode == Mode.LS and payment.state in GONE else ()
    return [kind for kind in documents_noted_by(account, payment.programme) if kind not in left_by]


def may_reconcile(account: Account, programme: Programme) -> bool:
    """Bring in what the city's own system says was spent, and settle what differs from what was paid here."""
    return holds(account, programme, Role.PPTK, Role.PPK_SKPD, Role.TREASURER)


def may_settle_findings(account: Account, programme: Programme) -> bool:
    """Explain what an audit rule found: who checks or answers for the money, not who asks for it or hands it out."""
    return holds(account, programme, Role.PPK_SKPD, Role.BUDGET_AUTHORITY)


def is_free_to_settle(account: Account, finding: Finding) -> bool:
    """Never of money that one asked for or gets oneself, nor of a budget that one wrote or adopted."""
    return account.pk not in finding.hands


def may_read_findings(account: Account, office: Organisation) -> bool:
    """Across the programmes of an office: those that this account sees at the desk anyway."""
    return programmes_seen_by(account).filter(organisation=office).exists()


def can_become(payment: Payment, state: PaymentState) -> bool:
    return state in ALLOWED[PaymentState(payment.state)]


def has_the_role_for(account: Account, payment: Payment, state: PaymentState) -> bool:
    """Whether a step to a state would be this account's, by its role."""
    return holds(account, payment.programme, ROLES[duty_of(payment.state, state)])


def is_free_to_take(account: Account, payment: Payment, state: PaymentState) -> bool:
    """Whether this account had no other part in the payment and is not the one who is paid."""
    if account.pk == payment.payee_account_id:
        return False
    return not duties_taken(payment, account.pk) - {duty_of(payment.state, state)}


def may_take(account: Account, payment: Payment, state: PaymentState) -> bool:
    """Whether this account may take a payment to a state now."""
    return (
        can_become(payment, state)
        and has_the_role_for(account, payment, state)
        and is_free_to_take(account, payment, state)
    )


def may_correct(account: Account, payment: Payment) -> bool:
    """The treasurer puts right the date and number of what was paid, and notes what came back; of one's own never."""
    if payment.state not in GONE or not may_pay(account, payment.programme):
        return False
    return account.pk != payment.payee_account_id and not duties_taken(payment, account.pk) - {Duty.PAY}


def is_turn_of(duty: Duty, payment: Payment) -> bool:
    return TURN.get(PaymentState(payment.state)) == duty
