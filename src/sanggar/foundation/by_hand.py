"""Letters to people without an address: kept for somebody to tell, never dropped silently."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, Place, record
from sanggar.foundation.errors import DomainError
from sanggar.foundation.models import LetterByHand
from sanggar.foundation.models.by_hand import LETTER_PLACE
from sanggar.foundation.sealed import seal, unseal

KEPT = timedelta(days=30)


class ToldAlready(DomainError):
    code = "told_already"
    message = _("Surat ini sudah ditandai disampaikan.")


@dataclass(frozen=True, slots=True)
class ByHand:
    """Who is told, where the letter lies, and what it is about. `phone` is empty where none is known."""

    name: str
    phone: str
    shelf: str
    key: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Words:
    name: str
    phone: str
    subject: str
    body: str


@transaction.atomic
def keep(to: ByHand, subject: str, body: str, *, at: datetime) -> LetterByHand:
    """Lay it on its shelf; the newer one takes the place of one that still waits under the same key."""
    told = json.dumps({"name": to.name, "phone": to.phone, "subject": subject, "body": body})
    text = {"text_sealed": seal(told, LETTER_PLACE), "written_at": at, "until": to.until}
    letter, _new = LetterByHand.objects.update_or_create(shelf=to.shelf, key=to.key, told_at=None, defaults=text)
    return letter


def waiting(shelf: str, at: datetime) -> QuerySet[LetterByHand]:
    """What is still to be told, the oldest first."""
    rows = LetterByHand.objects.filter(Q(until=None) | Q(until__gt=at), shelf=shelf, told_at=None)
    return rows.exclude(text_sealed="").order_by("written_at", "pk")


def told(shelf: str) -> QuerySet[LetterByHand]:
    return LetterByHand.objects.filter(shelf=shelf, told_at__isnull=False).order_by("-told_at", "-pk")


def read(letter: LetterByHand) -> Words | None:
    """None once the text was emptied."""
    return Words(**json.loads(unseal(letter.text_sealed, LETTER_PLACE))) if letter.text_sealed else None


@transaction.atomic
def mark_told(letter: LetterByHand, *, place: Place, by: Actor, at: datetime) -> None:
    standing = LetterByHand.objects.filter(pk=letter.pk, told_at=None)
    if not standing.update(told_at=at, told_by=by.label):
        raise ToldAlready
    record("foundation.tell_by_hand", letter, by=by, at=at, place=place, details={"key": letter.key})


def forget(at: datetime) -> int:
    """Empty what was told, or need not be told any more, some time ago; who told it stays."""
    past = Q(told_at__lt=at - KEPT) | Q(told_at=None, until__lt=at - KEPT)
    return LetterByHand.objects.filter(past).exclude(text_sealed="").update(text_sealed="")


def forget_person(shelf: str, *, name: str, phone: str) -> int:
    """Empty every letter on a shelf that names this person or their number, told or not; how many there were."""
    found = []
    for letter in LetterByHand.objects.filter(shelf=shelf).exclude(text_sealed="").iterator():
        words = read(letter)
        if words and (words.name == name or (phone and words.phone == phone)):
            found.append(letter.pk)
    return LetterByHand.objects.filter(pk__in=found).update(text_sealed="")
