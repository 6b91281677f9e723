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


Needs = tuple[EvidenceNeeded, ...]


class EvidenceRules:
    """All versions of the evidence list, read once, so that many payments of many days are judged in two questions."""

    def __init__(self) -> None:
        lists = ReferenceList.objects.filter(kind=ListKind.EVIDENCE).prefetch_related("entries")
        self._lists = sorted(lists, key=lambda one: (one.verified_at is not None, one.valid_from, one.pk), reverse=True)
        self._found: dict[tuple[int, str], list[tuple[ReferenceEntry, Needs]]] = {}

    def needed(self, account_code: str, amount: int, on: date) -> tuple[EvidenceNeeded, ...]:
        """In the list's order; empty where the list of that day knows nothing of the account.

        The rows with the longest beginning of the code speak; of these, every one in whose band the amount lies.
        """
        found = self._in_force(on)
        if found is None:
            return ()
        speaking = (needs for entry, needs in self._speaking(found, account_code) if _is_in_band(entry, amount))
        return tuple({need.key: need for needs in speaking for need in needs}.values())

    def _in_force(self, on: date) -> ReferenceList | None:
        """As `ReferenceListQuerySet.in_force` decides it."""
        holds = (one for one in self._lists if one.valid_from <= on and (one.valid_to is None or one.valid_to >= on))
        return next(holds, None)

    def _speaking(self, listed: ReferenceList, account_code: str) -> list[tuple[ReferenceEntry, Needs]]:
        """The rows about an account with what each asks for: found once, for payments have few accounts."""
        asked = listed.pk, account_code
        if asked not in self._found:
            entries = list(listed.entries.all())
            longest = max((_length(entry, account_code) for entry in entries), default=0)
            about = [entry for entry in entries if longest and _length(entry, account_code) == longest]
            self._found[asked] = [(entry, _needs(entry)) for entry in about]
        return self._found[asked]


def required_evidence(account_code: str, amount: int, on: date) -> tuple[EvidenceNeeded, ...]:
    """What must be on file for one payment."""
    return EvidenceRules().needed(account_code, amount, on)


def _needs(entry: ReferenceEntry) -> Needs:
    return tuple(EvidenceNeeded(slugify(name), name) for name in entry.data["bukti"])


def _length(entry: ReferenceEntry, account_code: str) -> int:
    beginnings: Sequence[str] = entry.data["rekening"]
    return max((len(each) for each in beginnings if account_code.startswith(each)), default=0)


def _is_in_band(entry: ReferenceEntry, amount: int) -> bool:
    above, upto = entry.data.get("di_atas"), entry.data.get("sampai")
    return (above is None or amount > above) and (upto is None or amount <= upto)
