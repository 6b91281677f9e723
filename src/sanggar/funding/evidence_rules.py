"""Which papers a payment's accounts need, by account code and value, as the evidence lists say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

from sanggar.funding.models import ListKind, ReferenceEntry, ReferenceList


@dataclass(frozen=True, slots=True)
class EvidenceNeeded:
    """`key` is what a file says it is evidence of; the same name makes the same key."""

    key: str
    name: str


class EvidenceRules:
    """All versions of the evidence list, read once, so that many payments of many days are judged in two questions."""

    def __init__(self) -> None:
        lists = ReferenceList.objects.filter(kind=ListKind.EVIDENCE).prefetch_related("entries")
        self._lists = sorted(lists, key=lambda one: (one.verified_at is not None, one.valid_from, one.pk), reverse=True)

    def needed(self, account_code: str, amount: int, on: date) -> tuple[EvidenceNeeded, ...]:
        """In the list's order; empty where the list of that day knows nothing of the account.

        The rows with the longest beginning of the code speak; of these, every one in whose band the amount lies.
        """
        entries = self._in_force(on)
        longest = max((_length(entry, account_code) for entry in entries), default=0)
        speaking = [e for e in entries if longest and _length(e, account_code) == longest and _is_in_band(e, amount)]
        names = {slugify(name): name for entry in speaking for name in entry.data["bukti"]}
        return tuple(EvidenceNeeded(key, name) for key, name in names.items())

    def _in_force(self, on: date) -> list[ReferenceEntry]:
        """As `ReferenceListQuerySet.in_force` decides it."""
        holds = (one for one in self._lists if one.valid_from <= on and (one.valid_to is None or one.valid_to >= on))
        found = next(holds, None)
        return list(found.entries.all()) if found else []


def required_evidence(account_code: str, amount: int, on: date) -> tuple[EvidenceNeeded, ...]:
    """What must be on file for one payment."""
    return EvidenceRules().needed(account_code, amount, on)


def _length(entry: ReferenceEntry, account_code: str) -> int:
    beginnings: Sequence[str] = entry.data["rekening"]
    return max((len(each) for each in beginnings if account_code.startswith(each)), default=0)


def _is_in_band(entry: ReferenceEntry, amount: int) -> bool:
    above, upto = entry.data.get("di_atas"), entry.data.get("sampai")
    return (above is None or amount > above) and (upto is None or amount <= upto)
