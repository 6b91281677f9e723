"""Reads: which papers a payment's accounts need before they are closed, and which are there.

What is needed follows from the account code and the value by the evidence list of the day (`funding`), and from what
is known of the payment: no proof of a tax that nobody withheld, no copy of a tax number that the payee does not have.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.text import slugify
from django.utils.translation import override

from sanggar.foundation import clock, dates
from sanggar.funding.evidence_rules import EvidenceNeeded, EvidenceRules
from sanggar.planning.models import Programme
from sanggar.spending.models import Evidence, EvidenceKind, EvidenceWaiver, FileState, Payment, PaymentTax
from sanggar.spending.models.evidence import kind_label
from sanggar.spending.models.taxes import TAKEN
from sanggar.spending.queries import payments_to_close
from sanggar.spending.soundness import state_known, state_now, unsound_evidence

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
    """One kind that must be there: the files that prove it, or why it may be missing. A file that can't be read proves
    nothing.
    """

    kind: str
    name: str
    files: tuple[Evidence, ...]
    waiver: EvidenceWaiver | None
    unreadable: tuple[tuple[Evidence, FileState], ...] = ()

    @property
    def is_met(self) -> bool:
        return bool(self.files or self.waiver)

    @property
    def label(self) -> str:
        return kind_label(self.kind, self.name)


class Lacking(NamedTuple):
    """How many kinds one payment of a programme still needs; `day` is when it was paid, or else asked for."""

    payment: int
    programme: int
    kinds: int
    day: date


class Facts(NamedTuple):
    """What of a payment decides which papers it needs: the same for many."""

    account_code: str
    value: int
    day: date
    is_taxed: bool
    has_tax_number: bool
    is_of_mentor: bool


def checklist(payment: Payment, *, anew: bool = False) -> list[Required]:
    """Every kind that a payment needs, in the list's order; by the last look at its files, or by one of this moment."""
    attached = payment.evidence.filter(withdrawn_at=None).select_related("file__last_check")
    look = state_now if anew else state_known
    states = {each: look(each.file) for each in attached}
    waivers = {waiver.kind: waiver for waiver in payment.waivers.select_related("waived_by")}
    return [
        _required(need, [(each, states[each]) for each in states if proves(each.kind, need)], waivers.get(need.key))
        for need in evidence_needed(payment)
    ]


def _required(
    need: EvidenceNeeded, attached: Sequence[tuple[Evidence, FileState]], waiver: EvidenceWaiver | None
) -> Required:
    sound = tuple(each for each, state in attached if state == FileState.INTACT)
    unsound = tuple((each, state) for each, state in attached if state != FileState.INTACT)
    return Required(need.key, need.name, sound, waiver, unsound)


def missing_evidence(payment: Payment) -> list[Required]:
    """What a paid payment still needs before its accounts are closed, by a look at each file."""
    return [each for each in checklist(payment, anew=True) if not each.is_met]


def evidence_to_bring(payment: Payment) -> list[Required]:
    """The same for whoever opens its page: by the last look at each file, and by one of this moment only where a file
    that stands in the way may have been put right since.
    """
    known = [each for each in checklist(payment) if not each.is_met]
    return missing_evidence(payment) if any(each.unreadable for each in known) else known


def evidence_needed(payment: Payment) -> list[EvidenceNeeded]:
    ((_payment, _programme, facts),) = _facts(Payment.objects.filter(pk=payment.pk))
    return list(_needed(facts, EvidenceRules()))


def incomplete_payments(programme: Programme) -> list[int]:
    """The keys of those that are paid, and something is missing."""
    return [each.payment for each in lacking_evidence(payments_to_close(programme))]


def lacking_evidence(payments: QuerySet[Payment]) -> Iterator[Lacking]:
    """Those of some payments of which something is missing. A constant number of questions; the work grows with the
    payments, so nothing is read of each but what the rules ask for, nothing that is sealed, and the rules are asked
    once for all of which they ask the same. No file is opened for it: what the last look at each found counts.
    """
    among = payments.order_by().values("pk")
    there: dict[int, set[str]] = defaultdict(set)
    attached = Evidence.objects.filter(payment__in=among, withdrawn_at=None).exclude(pk__in=_unsound())
    for payment, kind in attached.values_list("payment", "kind"):
        there[payment].add(kind)
    waived: dict[int, set[str]] = defaultdict(set)
    for payment, kind in EvidenceWaiver.objects.filter(payment__in=among).values_list("payment", "kind"):
        waived[payment].add(kind)
    needed = _AskedOnce()
    for payment, programme, facts in _facts(payments):
        needs = needed[facts]
        if payment in there or payment in waived:
            kinds, without = there[payment], waived[payment]
            missing = sum(need.key not in without and proving(need).isdisjoint(kinds) for need in needs)
        else:
            missing = len(needs)
        if missing:
            yield Lacking(payment, programme, missing, facts.day)


def _unsound() -> list[int]:
    """Few, if any: read first, so that the many need not be joined with the looks at their files."""
    return list(unsound_evidence().order_by().values_list("pk", flat=True))


class _AskedOnce(dict[Facts, tuple[EvidenceNeeded, ...]]):
    """What is needed by facts."""

    def __init__(self) -> None:
        super().__init__()
        self.rules = EvidenceRules()

    def __missing__(self, facts: Facts) -> tuple[EvidenceNeeded, ...]:
        self[facts] = tuple(_needed(facts, self.rules))
        return self[facts]


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
    return kind in proving(need)


@lru_cache(maxsize=1_000)
def proving(need: EvidenceNeeded) -> frozenset[str]:
    """The kinds of which any one proves it."""
    return frozenset((need.key, *(slugify(part) for part in need.name.split(OR))))


def _facts(payments: QuerySet[Payment]) -> Iterator[tuple[int, int, Facts]]:
    """Of each payment and its programme. The value is that of the order, where there is one: the law looks at the whole
    of what was bought. The day whose lists count is when it was paid, or else asked for.
    """
    taken = PaymentTax.objects.filter(superseded_at=None, effect__in=TAKEN, amount__gt=0).order_by()
    taxed = set(taken.filter(payment__in=payments.order_by().values("pk")).values_list("payment", flat=True))
    had = Coalesce("verified_payee__has_tax_number", "payee__has_tax_number")
    rows = (
        payments.order_by()
        .annotate(had=had)
        .values_list(
            *("pk", "line__budget__programme", "line__account_code", "amount", "commitment__amount"),
            *("paid_on", "proposed_at", "had", "mentor"),
        )
    )
    zone = clock.office_zone()
    for pk, programme, code, amount, ordered, paid_on, proposed_at, has_number, mentor in rows:
        day = paid_on or dates.local_date(proposed_at, zone)
        value = max(amount, ordered or 0)
        yield pk, programme, Facts(code, value, day, pk in taxed, has_number, mentor is not None)


def _needed(facts: Facts, rules: EvidenceRules) -> Iterator[EvidenceNeeded]:
    listed = rules.needed(facts.account_code, facts.value, facts.day) or WHEN_UNLISTED
    for need in listed:
        is_pointless = need.key in OF_TAXES and not facts.is_taxed
        is_not_had = need.key == EvidenceKind.TAX_NUMBER and not facts.has_tax_number
        is_of_speakers = need.key == SPEAKERS_LETTER and facts.is_of_mentor
        if not (is_pointless or is_not_had or is_of_speakers):
            yield need
    if facts.is_taxed and PROOF_OF_TAX.key not in {need.key for need in listed}:
        yield PROOF_OF_TAX
