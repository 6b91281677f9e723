"""Reads: which papers a payment's accounts need before they are closed, and which are there.

What is needed follows from the account code and the value by the evidence list of the day (`funding`), and from what
is known of the payment: no proof of a tax that nobody withheld, no copy of a tax number that the payee does not have.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils.text import slugify
from django.utils.translation import override

from sanggar.foundation import clock, dates
from sanggar.funding.evidence_rules import EvidenceNeeded, EvidenceRules
from sanggar.planning.models import Programme
from sanggar.spending.models import Evidence, EvidenceKind, EvidenceWaiver, Payment, PaymentTax
from sanggar.spending.models.evidence import kind_label
from sanggar.spending.models.taxes import TAKEN
from sanggar.spending.queries import payments_to_close

OR = " atau "
"""Between papers of which a list asks for any one: an SPK is a "Nota pesanan atau SPK"."""
WHEN_UNLISTED = (EvidenceNeeded(EvidenceKind.RECEIPT.value, "Kuitansi"),)
"""For accounts of which the list knows nothing."""
OF_TAXES = (EvidenceKind.TAX, EvidenceKind.TAX_SLIP)
SPEAKERS_LETTER = "surat-permohonan-sebagai-narasumber"
"""Asks a speaker to come to a meeting: who accompanies has none, though the account is the same."""
PROOF_OF_TAX = EvidenceNeeded(EvidenceKind.TAX.value, "Bukti setor pajak")


@dataclass(frozen=True, slots=True)
class Required:
    """One kind that must be there: the files that prove it, or why it may be missing."""

    kind: str
    name: str
    files: tuple[Evidence, ...]
    waiver: EvidenceWaiver | None

    @property
    def is_met(self) -> bool:
        return bool(self.files or self.waiver)

    @property
    def label(self) -> str:
        return kind_label(self.kind, self.name)


def checklist(payment: Payment) -> list[Required]:
    """Every kind that a payment needs, in the list's order."""
    files = list(payment.evidence.filter(withdrawn_at=None).select_related("file"))
    waivers = {waiver.kind: waiver for waiver in payment.waivers.select_related("waived_by")}
    return [
        Required(need.key, need.name, tuple(f for f in files if proves(f.kind, need)), waivers.get(need.key))
        for need in evidence_needed(payment)
    ]


def missing_evidence(payment: Payment) -> list[Required]:
    """What a paid payment still needs before its accounts are closed."""
    return [each for each in checklist(payment) if not each.is_met]


def evidence_needed(payment: Payment) -> list[EvidenceNeeded]:
    return list(_needed(_with_what_was_taken(Payment.objects.filter(pk=payment.pk)).get(), EvidenceRules()))


def incomplete_payments(programme: Programme) -> list[Payment]:
    """Paid, and something is missing."""
    return [payment for payment, _number in lacking_evidence(payments_to_close(programme))]


def lacking_evidence(payments: QuerySet[Payment]) -> Iterator[tuple[Payment, int]]:
    """Those of some payments of which something is missing, with how many kinds. A constant number of questions; the
    work grows with the payments.
    """
    rules = EvidenceRules()
    for payment in _with_what_was_taken(payments).prefetch_related("evidence", "waivers"):
        if missing := _missing(payment, _needed(payment, rules)):
            yield payment, missing


def is_verified_on(payment: Payment, evidence: Evidence) -> bool:
    """Whether somebody has verified the payment with this file before them."""
    return payment.verified_at is not None and evidence.attached_at <= payment.verified_at


def kinds_offered(payment: Payment) -> dict[str, str]:
    """Key and name of what a file may be evidence of: first what is still missing, then what else this payment needs,
    then every kind known.
    """
    needed = sorted(checklist(payment), key=lambda each: each.is_met)
    return {each.kind: each.label for each in needed} | {kind.value: str(kind.label) for kind in EvidenceKind}


def kind_name(payment: Payment, kind: str) -> str:
    """The name to keep with a file, as the papers have it; "" for a kind that nobody knows."""
    names = {need.key: need.name for need in evidence_needed(payment)}
    with override("id"):
        return names.get(kind) or (str(EvidenceKind(kind).label) if kind in EvidenceKind.values else "")


def proves(kind: str, need: EvidenceNeeded) -> bool:
    return kind == need.key or kind in {slugify(part) for part in need.name.split(OR)}


def day_of(payment: Payment) -> date:
    """The day whose lists count: when it was paid, or else asked for."""
    return payment.paid_on or dates.local_date(payment.proposed_at, clock.office_zone())


def _with_what_was_taken(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    standing = PaymentTax.objects.filter(payment=OuterRef("pk"), superseded_at=None, effect__in=TAKEN).order_by()
    taken = standing.values("payment").annotate(sum=Sum("amount")).values("sum")
    return payments.select_related("line", "payee", "verified_payee", "commitment").annotate(taken=Subquery(taken))


def _needed(payment: Payment, rules: EvidenceRules) -> Iterator[EvidenceNeeded]:
    """The value is that of the order, where there is one: the law looks at the whole of what was bought."""
    value = max(payment.amount, payment.commitment.amount if payment.commitment else 0)
    listed = rules.needed(payment.line.account_code, value, day_of(payment)) or WHEN_UNLISTED
    is_taxed = bool(getattr(payment, "taken", 0))
    for need in listed:
        is_pointless = need.key in OF_TAXES and not is_taxed
        is_not_had = need.key == EvidenceKind.TAX_NUMBER and not payment.receiver.has_tax_number
        is_of_speakers = need.key == SPEAKERS_LETTER and payment.mentor_id is not None
        if not (is_pointless or is_not_had or is_of_speakers):
            yield need
    if is_taxed and PROOF_OF_TAX.key not in {need.key for need in listed}:
        yield PROOF_OF_TAX


def _missing(payment: Payment, needed: Iterable[EvidenceNeeded]) -> int:
    kinds = {each.kind for each in payment.evidence.all() if each.withdrawn_at is None}
    waived = {each.kind for each in payment.waivers.all()}
    return sum(need.key not in waived and not any(proves(kind, need) for kind in kinds) for need in needed)
